"""`yingshang rules explain`: one case, with its reasons."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yingshang.config.cli.rules.saying import FILE, Unusable, language, says

if TYPE_CHECKING:
    from yingshang.rules import Model

TRUTHS = {"true": True, "false": False, "是": True, "否": False}


@click.command()
@click.argument("file", type=FILE)
@click.argument("decision")
@click.option("--input", "pairs", multiple=True, metavar="NAME=VALUE", help="A datum of the case.")
@click.option("--inputs", "data", type=FILE, help="The case as a JSON file: {name: value}.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON, to be kept.")
def explain(
    file: Path, decision: str, pairs: Sequence[str], data: Path | None, *, as_json: bool
) -> None:
    """说明 · Decide one case by FILE and say why; what is not given is unknown, not null."""
    from yingshang.rules import load

    model = load(file)
    inputs = {**(_from_json(data) if data else {}), **dict(_pair(p, model) for p in pairs)}
    decided = model.decide(decision, inputs)
    if as_json:
        click.echo(json.dumps(decided.to_json(), ensure_ascii=False, indent=2))
        return
    click.echo(decided.text(language()))
    click.echo(f"{says('规则摘要', 'rules')} {decided.model_hash}")


def _pair(pair: str, model: "Model") -> tuple[str, object]:
    """A name and its value: `null`, true or false, JSON for what has parts, else as its type says.

    A text may stand in quotes, where it would be read otherwise.
    """
    name, equals, text = pair.partition("=")
    if not equals:
        raise Unusable(
            says(f"“{pair}”应为 名称=值。", f"“{pair}” should be NAME=VALUE.")
        )  # fmt: skip
    return name, _value(text, _type(name, model))


def _type(name: str, model: "Model") -> str:
    from yingshang.rules.types import plain

    datum = model.program.inputs.get(model.program.names.get(name, name))
    return str(plain(datum.type)) if datum is not None else "Any"


def _value(text: str, type_: str) -> object:
    if text == "null":
        return None
    if type_ in ("boolean", "Any") and text in TRUTHS:
        return TRUTHS[text]
    if text[:1] in ("{", "[", '"') or type_ == "Any":
        try:
            return json.loads(text, parse_float=Decimal)
        except json.JSONDecodeError:
            return text
    return text


def _from_json(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise Unusable(
            says(f"{path.name} 不是合格的 JSON：{error}", f"{path.name} is not JSON: {error}")
        ) from error
    if not isinstance(found, dict):
        raise Unusable(
            says(
                f"{path.name} 应为一个对象：{{名称: 值}}。",
                f"{path.name} should be one object: {{name: value}}.",
            )
        )
    return found
