"""The pages of `docs/rules` that are taken from the code: functions, refusals, the spec suite."""

from collections.abc import Mapping
from pathlib import Path

from tests.rules.spec.case import Spec
from tests.rules.spec.tables import CHAPTERS

from yingshang.rules.backends.columns.compiling.calling import FUNCTIONS as IN_COLUMNS
from yingshang.rules.backends.columns.compiling.nodes import __name__ as _registers_functions
from yingshang.rules.backends.columns.sentences import SENTENCES as REFUSALS
from yingshang.rules.functions import FAMILIES
from yingshang.rules.functions.declaration import Function, Parameter, Signature
from yingshang.rules.messages import SENTENCES
from yingshang.rules.types import ANY, Type

HERE = Path(__file__).resolve().parent / "rules"
GENERATED = "`make docs` renews this page and a test compares it. 由代码直接生成。"
REGISTERED = _registers_functions
CHINESE = {
    "conversion": "转换", "boolean": "布尔", "string": "字符串", "list": "列表",
    "numeric": "数值", "date and time": "日期时间", "range": "区间", "context": "上下文",
}  # fmt: skip


def write() -> None:
    """Write every page."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")


def pages() -> Mapping[str, str]:
    """The text of each page, by the name of its file."""
    return {
        "functions.md": functions_page(),
        "refusals.md": refusals_page(),
        "tables.md": tables_page(),
    }


def functions_page() -> str:
    """FEEL's functions by family, from their declarations."""
    total = sum(map(len, FAMILIES.values()))
    lines = [
        "# FEEL's functions · 函数\n",
        (
            f"All {total} built-in functions of DMN 1.5, each declared once in `rules/functions`. "
            f"{GENERATED}\n"
        ),
        (
            "**columns** says whether the function has an exact counterpart over whole tables "
            "(with constant arguments every function but `now` and `today` has: it is computed "
            "then). `?`: may be left out; `…`: any number of values, or one list of them.\n"
        ),
    ]
    for family, functions in FAMILIES.items():
        lines.append(f"\n## {family.capitalize()} · {CHINESE[family]}\n")
        lines.append("| function | 含义 | meaning | DMN 1.5 | columns |\n|---|---|---|---|---|")
        lines += [_function(function) for function in functions]
    return "\n".join(lines) + "\n"


def _function(function: Function) -> str:
    calls = "<br>".join(f"`{_call(function.name, way)}`" for way in function.signatures)
    mark = "yes" if function.name in IN_COLUMNS else "–"
    return (
        f"| {_cell(calls)} | {_cell(function.zh)} | {_cell(function.en)} "
        f"| {function.section} | {mark} |"
    )


def _call(name: str, signature: Signature) -> str:
    given = ", ".join(map(_parameter, signature.parameters))
    result = f": {signature.result}" if _is_known(signature.result) else ""
    return f"{name}({given}){result}"


def _is_known(result: object) -> bool:
    return isinstance(result, Type) and result != ANY


def _parameter(parameter: Parameter) -> str:
    name = parameter.name + ("?" if parameter.is_optional else "")
    more = "…" if parameter.is_variadic or parameter.is_repeated else ""
    return f"{name}{more}" if parameter.type == ANY else f"{name}{more}: {parameter.type}"


def refusals_page() -> str:
    """Why something is not compiled to columns, and why a value is null."""
    lines = [
        f"# What is said · 说明\n\n{GENERATED}\n",
        "## What does not compile to columns · 不能按列计算的\n",
        "Each is said with the file, the line, the decision and the cell.\n",
        *_sentences(REFUSALS),
        "\n## What is wrong with a model, and why a value is null · 模型的问题与空值的原因\n",
        *_sentences(SENTENCES),
    ]
    return "\n".join(lines) + "\n"


def _sentences(table: Mapping[str, tuple[str, str]]) -> list[str]:
    rows = [f"| `{code}` | {_cell(zh)} | {_cell(en)} |" for code, (zh, en) in sorted(table.items())]
    return ["| code | 说明 | sentence |\n|---|---|---|", *rows]


def tables_page() -> str:
    """The spec suite, as it is drawn."""
    total = sum(len(specs) for _, _, specs in CHAPTERS)
    cases = sum(len(spec.cases) for _, _, specs in CHAPTERS for spec in specs)
    lines = [
        "# What tables mean · 决策表的含义\n",
        (
            f"{total} tables with {cases} cases. Each runs on the reference, the closures and, "
            f"where it compiles, in columns; all give the same. {GENERATED}\n"
        ),
        (
            "The first column is the hit policy's letter and the rules' numbers; outputs are in "
            "bold. `said` are the codes of the warnings ([sentences](refusals.md)); `missing` is "
            "an input that was left out.\n"
        ),
    ]
    for zh, en, specs in CHAPTERS:
        lines.append(f"\n## {zh} · {en}\n")
        lines += map(_spec, specs)
    return "\n".join(lines)


def _spec(spec: Spec) -> str:
    columns = f"Columns: refused, `{spec.refused}`." if spec.refused else "Columns: the same."
    problems = "".join(f" Reading says `{code}`." for code in spec.problems)
    return (
        f"### {spec.name}\n\n{spec.zh} {spec.en} (DMN 1.5, {spec.section}) {columns}{problems}\n\n"
        f"{_drawing(spec)}\n\n{_cases(spec)}\n"
    )


def _drawing(spec: Spec) -> str:
    names = [f"{n}: {t}" for n, t in spec.inputs] + [f"**{n}: {t}**" for n, t in spec.outputs]
    rows = [[spec.policy, *names], ["---"] * (len(names) + 1)]
    if spec.allowed:
        rows.append(["allowed", *map(_code, spec.allowed[0] + spec.allowed[1])])
    for number, (conditions, outputs) in enumerate(spec.rules, start=1):
        rows.append([str(number), *map(_code, conditions + outputs)])
    if spec.default:
        blanks = ("",) * len(spec.inputs)
        rows.append(["default", *map(_code, blanks + spec.default)])
    return _markdown(rows)


def _cases(spec: Spec) -> str:
    rows = [[*(name for name, _ in spec.inputs), "**value**", "said"]]
    rows.append(["---"] * len(rows[0]))
    for case in spec.cases:
        said = " ".join(map(_code, case.said))
        rows.append([*map(_code, case.given), _code(case.expected), said])
    return _markdown(rows)


def _code(text: str) -> str:
    return f"`{text}`" if text not in ("", "-") else text


def _markdown(rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(map(_cell, row)) + " |" for row in rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
