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
        from yingshang.city.matters.lifecycle import register_lifecycles
        from yingshang.city.matters.listing import register_matter_kinds
        from yingshang.city.matters.measures import register_matter_measures
        from yingshang.city.matters.vertical import register_answers

        register_matter_kinds()
        register_matter_measures()
        register_lifecycles()
        register_answers()
