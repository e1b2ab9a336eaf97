"""The cluster on the loopback: who starts, who waits, and what is said when Spark does not come.

Spark itself is not part of the tests (`docs/rules/cluster.md` says what was seen with it): a script
in its place starts a page that says how many workers are alive.
"""

import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from yingshang.config.cli.rules import rules
from yingshang.rules.populations import cluster

DAEMON = """#!{python} -S
import http.server, sys, time
words = sys.argv[1:]
print("started", words[0], flush=True)
if words[0].endswith("Worker"):
    time.sleep(60) if {alive} else sys.exit("no memory for a worker")
page = int(words[words.index("--webui-port") + 1])
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{{"aliveworkers": {alive}}}')
http.server.HTTPServer(("127.0.0.1", page), Page).serve_forever()
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("JAVA_HOME", "/nowhere")


def spark(home: Path, monkeypatch: pytest.MonkeyPatch, *, alive: int) -> None:
    """A Spark whose master counts so many workers."""
    script = home / "bin" / "spark-class"
    script.parent.mkdir()
    script.write_text(DAEMON.format(python=sys.executable, alive=alive), encoding="utf-8")
    script.chmod(0o755)
    spec = ModuleSpec("pyspark", None, is_package=True)
    spec.submodule_search_locations = [str(home)]
    monkeypatch.setattr(cluster, "find_spec", lambda _: spec)


def run(*command: str) -> Result:
    return CliRunner().invoke(rules, ["cluster", "--workers", "2", "--", *command])


def test_a_command_runs_while_master_and_workers_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spark(tmp_path, monkeypatch, alive=2)
    seen = tmp_path / "seen"
    done = run("sh", "-c", f"echo $YINGSHANG_SPARK_MASTER > {seen}; exit 3")
    assert done.exit_code == 3, done.output
    assert seen.read_text(encoding="utf-8").startswith("spark://127.0.0.1:")


def test_a_cluster_that_does_not_come_is_one_sentence_with_what_spark_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spark(tmp_path, monkeypatch, alive=0)
    done = run("true")
    assert done.exit_code == 2
    assert "Spark did not finish: " in done.output
    assert "no memory for a worker" in done.output


def test_without_spark_or_java_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    assert "PySpark is not installed" in run("true").output
    spark(tmp_path, monkeypatch, alive=2)
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("true")
    assert done.exit_code == 2
    assert "Java 17" in done.output
