"""Registers what this capability lists: vocabulary, matters and bundles."""

from yingshang.city.matters.listing.bundle import Bundle
from yingshang.city.matters.listing.checks.bundles import check_bundles
from yingshang.city.matters.listing.checks.graphs import check_outputs
from yingshang.city.matters.listing.checks.guidance import check_guidance
from yingshang.city.matters.listing.checks.laws import check_laws
from yingshang.city.matters.listing.checks.references import check_references
from yingshang.city.matters.listing.guidance import fill_bundle
from yingshang.city.matters.listing.lifelong import TerminationGround
from yingshang.city.matters.listing.matter import Matter
from yingshang.city.matters.listing.vocabulary import (
    Meaning,
    SharedMaterial,
    SharedQuestion,
    fill_from_vocabulary,
)
from yingshang.core.catalogue.items import Items
from yingshang.core.catalogue.kinds import KINDS, RowKind, RowKinds
from yingshang.core.catalogue.problems import ListError


def register_matter_kinds(*, kinds: RowKinds = KINDS) -> None:
    """Make the vocabulary, matters and bundles known; the vocabulary is read first."""
    words = "vocabulary/{}.yaml"
    kinds.register(RowKind("meaning", words.format("fields"), Meaning, rows="fields"))
    kinds.register(RowKind("material", words.format("materials"), SharedMaterial, rows="materials"))
    kinds.register(RowKind("question", words.format("questions"), SharedQuestion, rows="questions"))
    kinds.register(
        RowKind(
            "matter", "matters/*.yaml", Matter, check=check_matters, prepare=fill_from_vocabulary
        )
    )
    kinds.register(
        RowKind(
            "bundle",
            "bundles/*.yaml",
            Bundle,
            check=check_all_of_bundles,
            prepare=fill_bundle,
        )
    )


def check_all_of_bundles(items: Items) -> list[ListError]:
    """Every check of bundles, and of the rules that guide them."""
    return [*check_bundles(items), *check_guidance(items)]


def register_life_kinds(*, kinds: RowKinds = KINDS) -> None:
    """Make the grounds known for which a case may be ended."""
    kinds.register(
        RowKind("termination_ground", "terminations.yaml", TerminationGround, rows="grounds")
    )


def check_matters(items: Items) -> list[ListError]:
    """References, laws and outputs of all matters."""
    laws = check_laws(items.of("matter", Matter))
    return [*check_references(items), *laws, *check_outputs(items)]
