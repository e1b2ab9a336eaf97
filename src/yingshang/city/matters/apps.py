"""The Django application of the capability `matters`."""

from django.apps import AppConfig
from typing_extensions import override


class MattersConfig(AppConfig):
    """Bundles, matters, papers and licences."""

    name = "yingshang.city.matters"
    label = "matters"
    default_auto_field = "django.db.models.BigAutoField"

    @override
    def ready(self) -> None:
        """Make the lists and lifecycles of this capability known."""
        from yingshang.city.matters.crossregion.answering import register_cross_letters
        from yingshang.city.matters.crossregion.lifecycle import register_cross_lifecycles
        from yingshang.city.matters.crossregion.listing import register_cross_kind
        from yingshang.city.matters.crossregion.measures import register_cross_measures
        from yingshang.city.matters.exports import register_exporters
        from yingshang.city.matters.invariants import register_invariants
        from yingshang.city.matters.lifecycle import register_lifecycles
        from yingshang.city.matters.listing import register_life_kinds, register_matter_kinds
        from yingshang.city.matters.measures import register_matter_measures
        from yingshang.city.matters.opinions.lifecycle import register_opinions
        from yingshang.city.matters.permits.lifecycle import register_watch
        from yingshang.city.matters.permits.listing import register_permit_kinds
        from yingshang.city.matters.statistics.checking import register_statistics_check
        from yingshang.city.matters.statistics.measures import register_statistics
        from yingshang.city.matters.undertakings.kinds import register_undertaking_kinds
        from yingshang.city.matters.vertical import register_answers
        from yingshang.city.matters.watched import register_watches

        register_matter_kinds()
        register_life_kinds()
        register_undertaking_kinds()
        register_matter_measures()
        register_exporters()
        register_statistics()
        register_statistics_check()
        register_permit_kinds()
        register_lifecycles()
        register_invariants()
        register_watch()
        register_opinions()
        register_watches()
        register_answers()
        register_cross_kind()
        register_cross_measures()
        register_cross_lifecycles()
        register_cross_letters()
