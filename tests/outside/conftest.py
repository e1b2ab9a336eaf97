"""Programs in other languages that check what we publish, built once where their tools are."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

GOPATH = Path("/usr/share/gocode")  # where Debian's golang-golang-x-mod-dev puts its packages
_NEEDED = GOPATH / "src/golang.org/x/mod/sumdb/tlog"
_REMEDY = "apt-get install --no-install-recommends golang-go golang-golang-x-mod-dev"


@pytest.fixture(scope="session")
def logcheck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Go program `logcheck`. Absent tools skip aloud, or fail with YINGSHANG_REQUIRE_GO."""
    go = shutil.which("go")
    if go is None or not _NEEDED.is_dir():
        reason = f"Go's note and tlog packages are not here, so Go checks nothing: {_REMEDY}"
        if os.environ.get("YINGSHANG_REQUIRE_GO"):
            pytest.fail(reason)
        pytest.skip(reason)
    program = tmp_path_factory.mktemp("go") / "logcheck"
    offline = {"GO111MODULE": "off", "GOPATH": str(GOPATH), "GOPROXY": "off", "GOFLAGS": ""}
    subprocess.run(
        [go, "build", "-o", str(program), "main.go"],
        cwd=Path(__file__).parent / "logcheck",
        env=os.environ | offline,
        check=True,
    )
    return program
