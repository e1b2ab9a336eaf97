"""The Django application of the capability `benefits`."""

from django.apps import AppConfig
from typing_extensions import override


class BenefitsConfig(AppConfig):
    """What firms are due by policy, and how it reaches them."""

    name = "yingshang.city.benefits"
    label = "benefits"
    default_auto_field = "django.db.models.BigAutoField"

    @override
    def ready(self) -> None:
        """Make the lists, lifecycles and measures of this capability known."""
        from yingshang.city.benefits.listing import register_benefit_kinds

        register_benefit_kinds()
