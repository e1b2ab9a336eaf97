"""The command line tool `yingshang`."""

from yingshang.config.cli.main import main

__all__ = ["main"]
