"""What the `rules` commands say, in the language of the terminal."""

import os
import sys
from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


class Unusable(click.ClickException):
    """What was given cannot be worked with: one sentence, exit code 2."""

    exit_code = 2


def language() -> str:
    """`en` where the terminal speaks it, else `zh`."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if spoken.startswith("en") else "zh"


def says(chinese: str, english: str) -> str:
    """The sentence in the terminal's language."""
    return english if language() == "en" else chinese


def has_bar() -> bool:
    """Whether a progress bar can be seen: it goes to standard error."""
    return sys.stderr.isatty()
