"""The Django application that holds the spine."""

from django.apps import AppConfig
from typing_extensions import override


class CoreConfig(AppConfig):
    """All packages of the spine under one label, `core`."""

    name = "yingshang.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    @override
    def ready(self) -> None:
        """Make the lists, the lifecycle and the measures that core owns known."""
        from yingshang.core.accounts.checking import register_account_invariants
        from yingshang.core.audit.spine import register_spine
        from yingshang.core.catalogue.common_kinds import register_common_kinds
        from yingshang.core.exchange.places.handling import register_receipts
        from yingshang.core.facts.contests.lifecycle import register_contests
        from yingshang.core.facts.invariants import register_fact_invariants
        from yingshang.core.facts.listing import register_fact_kinds
        from yingshang.core.measures.common import register_common_measures
        from yingshang.core.measures.listing import register_figure_kind
        from yingshang.core.ratings.lifecycle import register_followup
        from yingshang.core.ratings.measures import register_rating_measures
        from yingshang.core.search.checking import register_search

        register_spine()
        register_search()
        register_account_invariants()
        register_fact_invariants()
        register_common_kinds()
        register_figure_kind()
        register_fact_kinds()
        register_contests()
        register_followup()
        register_rating_measures()
        register_common_measures()
        register_receipts()
