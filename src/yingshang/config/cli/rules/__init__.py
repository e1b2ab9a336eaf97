"""`yingshang rules`: check, explain, run and test rule files; needs no settings and no database."""

import click
from typing_extensions import override

from yingshang.config.cli.rules.checking import check
from yingshang.config.cli.rules.cluster import cluster
from yingshang.config.cli.rules.conformance import tck
from yingshang.config.cli.rules.explaining import explain
from yingshang.config.cli.rules.running import run
from yingshang.config.cli.rules.saying import Unusable, language
from yingshang.config.cli.rules.testing import test
from yingshang.errors import DomainError


class Rules(click.Group):
    """A group that says what is wrong in one sentence and exits with 2."""

    @override
    def invoke(self, ctx: click.Context) -> object:
        """Run the command chosen."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise Unusable(_sentence(error)) from error
        except OSError as error:
            raise Unusable(f"{error.filename}: {error.strerror}") from error


def _sentence(error: DomainError) -> str:
    """What the error says; what does not compile, each part in the terminal's language."""
    refusals = getattr(error, "refusals", ())
    if not refusals:
        return error.text(language())
    return "; ".join(f"{refusal.place}: {refusal.text(language())}" for refusal in refusals)


@click.group(cls=Rules)
def rules() -> None:
    """规则 · Rules in DMN: check them, explain a decision, run a population, test them."""


for command in (check, explain, run, test, tck, cluster):
    rules.add_command(command)
