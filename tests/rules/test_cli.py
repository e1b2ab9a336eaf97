"""The `rules` commands: they start without settings or a database, and say what is wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from yingshang.config.cli.rules import rules

ROOT = Path(__file__).parents[2]
MODEL = str(ROOT / "bench" / "models" / "refund.dmn")
FIRM: dict[str, object] = {
    "企业规模": "小型", "裁员率口径": "参保人数差", "上年初参保人数": 200, "上年末参保人数": 189,
    "自然减员人数": 0, "新增领金人数": 0, "平均参保人数": 195, "缴费月数": 12,
    "上年缴纳失业保险费": "12345.67", "僵尸企业": False, "严重失信": False,
}  # fmt: skip
"""11 of 200 left: exactly 5.5 %. source: illustrative"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def call(*words: object) -> Result:
    return CliRunner().invoke(rules, [str(word) for word in words])


def pairs(**changed: object) -> list[str]:
    """The firm as options."""
    shown = {True: "true", False: "false", None: "null"}
    firm = {**FIRM, **changed}
    return [
        word
        for name, value in firm.items()
        for word in ("--input", f"{name}={shown[value] if type(value) is bool else value}")
    ]


def facts(path: Path, firms: Sequence[dict[str, object]]) -> Path:
    """A Parquet file of firms."""
    columns = {name: [firm[name] for firm in firms] for name in firms[0]}
    if "上年缴纳失业保险费" in columns:
        paid = [Decimal(str(v)) for v in columns["上年缴纳失业保险费"]]
        columns["上年缴纳失业保险费"] = pa.array(paid, pa.decimal128(14, 2))
    pq.write_table(pa.table(columns), path)
    return path


def test_the_commands_need_no_django() -> None:
    program = (
        "import sys; from yingshang.config.cli.rules import rules; "
        f"rules(['check', {MODEL!r}], standalone_mode=False)"
    )
    loud = "import atexit; atexit.register(lambda: print('django' in sys.modules)); "
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "YINGSHANG_"))}
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {loud}{program}"],
        capture_output=True, text=True, check=False, env=kept | {"DATABASE_URL": "nowhere"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "False"


def test_check_counts_and_pins() -> None:
    done = call("check", MODEL)
    assert done.exit_code == 0
    assert "6 decisions, 0 errors" in done.output


def test_check_names_the_cell_and_exits_1(tmp_path: Path) -> None:
    text = Path(MODEL).read_text(encoding="utf-8").replace("&lt;= 裁员率上限", "&lt;= 上限")
    broken = tmp_path / "broken.dmn"
    broken.write_text(text, encoding="utf-8")
    done = call("check", broken)
    assert done.exit_code == 1
    assert "上限" in done.output
    assert "rule 1" in done.output


def test_check_says_what_does_not_compile_to_columns() -> None:
    done = call("check", MODEL, "--columns")
    assert "5 of 6 decisions compile to columns" in done.output
    assert "34 digits" in done.output


def test_explain_gives_the_value_and_the_rule() -> None:
    done = call("explain", MODEL, "返还金额", *pairs())
    assert done.exit_code == 0, done.output
    assert "11111.1" in done.output
    assert "Rule 1 applies" in done.output


def test_explain_names_what_is_missing() -> None:
    firm = pairs()
    place = firm.index("严重失信=false")
    done = call("explain", MODEL, "返还金额", *firm[: place - 1], *firm[place + 1 :])
    assert "missing: 严重失信" in done.output


def test_explain_reads_a_json_file_without_binary_fractions(tmp_path: Path) -> None:
    file = tmp_path / "firm.json"
    text = json.dumps(FIRM, ensure_ascii=False).replace('"12345.67"', "12345.67")
    file.write_text(text, encoding="utf-8")
    done = call("explain", MODEL, "返还金额", "--inputs", file, "--json")
    found = json.loads(done.output)
    assert found["is_known"] is True
    assert "11111.10" in json.dumps(found["value"])


def test_run_decides_every_row_and_says_which_rule(tmp_path: Path) -> None:
    firms = [FIRM, {**FIRM, "上年末参保人数": 188}, {**FIRM, "缴费月数": 11}]
    out = tmp_path / "out.parquet"
    done = call("run", MODEL, "返还金额", "--facts", facts(tmp_path / "f.parquet", firms),
                "--out", out, "--reasons")  # fmt: skip
    assert done.exit_code == 0, done.output
    found = pq.read_table(out)
    assert found["返还金额"].to_pylist() == [Decimal("11111.10"), 0, 0]
    rules_columns = [
        found[name].to_pylist() for name in found.schema.names if name.endswith("_rule")
    ]
    assert [1, 5, 2] in rules_columns
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f.parquet", "out.parquet"]


def test_what_does_not_compile_runs_row_by_row_when_allowed(tmp_path: Path) -> None:
    given, out = (
        facts(tmp_path / "f.parquet", [FIRM, {**FIRM, "上年初参保人数": 0}]),
        tmp_path / "o",
    )
    asked = ("run", MODEL, "裁员率", "--facts", given, "--out", out)
    assert "34 digits" in one_sentence(call(*asked))
    done = call(*asked, "--row-by-row")
    assert done.exit_code == 0, done.output
    assert pq.read_table(out)["裁员率"].to_pylist() == [Decimal("0.055"), None]


def one_sentence(done: Result) -> str:
    """The message of a use that went wrong: a line, without a traceback, exit code 2."""
    assert done.exit_code == 2, done.output
    lines = [line for line in done.output.splitlines() if line]
    assert lines[-1].startswith("Error: "), done.output
    return lines[-1]


def test_run_names_the_missing_columns_and_leaves_nothing(tmp_path: Path) -> None:
    firm = {name: value for name, value in FIRM.items() if name not in ("僵尸企业", "缴费月数")}
    given = facts(tmp_path / "f.parquet", [firm])
    done = call("run", MODEL, "返还金额", "--facts", given, "--out", tmp_path / "out.parquet")
    assert "缴费月数, 僵尸企业" in one_sentence(done)
    assert [path.name for path in tmp_path.iterdir()] == ["f.parquet"]


def test_run_refuses_a_column_of_another_type(tmp_path: Path) -> None:
    given = facts(tmp_path / "f.parquet", [{**FIRM, "平均参保人数": 195.5}])
    done = call("run", MODEL, "返还金额", "--facts", given, "--out", tmp_path / "out.parquet")
    assert "平均参保人数" in one_sentence(done)
    assert not (tmp_path / "out.parquet").exists()


def test_a_run_that_fails_keeps_the_former_output(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    out.write_bytes(b"former")
    done = call("run", MODEL, "裁员率", "--facts", facts(tmp_path / "f.parquet", [FIRM]),
                "--out", out)  # fmt: skip
    assert "34 digits" in one_sentence(done)
    assert out.read_bytes() == b"former"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "{text}"), "not well-formed XML"),
        (("explain", MODEL, "退款"), "has no “退款”"),
        (("explain", MODEL, "返还金额", "--input", "x=1"), "no input “x”"),
        (("explain", MODEL, "返还金额", "--input", "缴费月数"), "NAME=VALUE"),
        (("explain", MODEL, "返还金额", "--input", "缴费月数=many"), "is not a number"),
        (("explain", MODEL, "返还金额", "--inputs", "{text}"), "is not JSON"),
        (
            ("run", MODEL, "返还金额", "--facts", "{text}", "--out", "{out}"),
            "not a readable Parquet",
        ),
        (("test", MODEL, "{text}"), "no file of cases"),
        (("tck", "{folder}"), "no test files"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_and_exit_2(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    text = tmp_path / "text"
    text.write_text("nothing of the kind: [", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    places = {"text": text, "out": tmp_path / "out", "folder": tmp_path / "folder"}
    assert said in one_sentence(call(*(word.format(**places) for word in words)))


def suite(path: Path, text: str) -> Path:
    """A file of cases over the firm."""
    given = json.dumps(FIRM, ensure_ascii=False)
    path.write_text(f"given: {given}\ncases:\n{text}", encoding="utf-8")
    return path


def test_test_reports_expectations_and_coverage(tmp_path: Path) -> None:
    cases = suite(
        tmp_path / "cases.yaml",
        "- {name: exactly, expected: {结论: 应享, 返还金额: 11111.10}}\n"
        "- {name: short, given: {缴费月数: 11}, expected: {结论: 缴费不足, 返还金额: 0}}\n",
    )
    done = call("test", MODEL, cases)
    assert done.exit_code == 0, done.output
    assert "4 of 4 expectations hold" in done.output
    assert "结论: 2/5; rules not reached: 3, 4, 5" in done.output


def test_test_shows_expected_and_actual_and_exits_1(tmp_path: Path) -> None:
    cases = suite(tmp_path / "cases.yaml", "- {name: more, expected: {返还金额: 11111.11}}\n")
    done = call("test", MODEL, cases)
    assert done.exit_code == 1
    assert "expected 11111.11, got 11111.1" in done.output


def test_test_can_demand_coverage(tmp_path: Path) -> None:
    cases = suite(tmp_path / "cases.yaml", "- {name: one, expected: {结论: 应享}}\n")
    assert call("test", MODEL, cases).exit_code == 0
    assert call("test", MODEL, cases, "--coverage", 100).exit_code == 1


def test_tck_counts_by_level_and_kind(tmp_path: Path) -> None:
    folder = tmp_path / "compliance-level-2" / "0001"
    folder.mkdir(parents=True)
    (folder / "m.dmn").write_text(KIT_MODEL, encoding="utf-8")
    (folder / "m-test-01.xml").write_text(KIT_CASES, encoding="utf-8")
    done = call("tck", tmp_path, "--json", tmp_path / "report.json")
    assert done.exit_code == 1
    assert "level 2  values  1/2  50.00%" in done.output
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert found["levels"]["2"]["value"] == {"passed": 1, "total": 2}
    assert [failure["actual"] for failure in found["failures"]] == ["3"]


KIT_MODEL = """
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
  <decision id="d" name="d"><variable name="d"/>
    <literalExpression><text>1 + 2</text></literalExpression></decision>
</definitions>"""
KIT_CASES = """
<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <modelName>m.dmn</modelName>
  <testCase id="001"><resultNode name="d"><expected>
    <value xsi:type="xsd:decimal">3</value></expected></resultNode></testCase>
  <testCase id="002"><resultNode name="d"><expected>
    <value xsi:type="xsd:decimal">4</value></expected></resultNode></testCase>
</testCases>"""
