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
        from yingshang.city.benefits.invariants import register_benefit_invariants
        from yingshang.city.benefits.laboratory.taking import register_trial_exporter
        from yingshang.city.benefits.lifecycle import register_run_lifecycles
        from yingshang.city.benefits.listing import register_benefit_kinds
        from yingshang.city.benefits.matching.lifecycle import register_application_lifecycle
        from yingshang.city.benefits.measures import register_benefit_measures
        from yingshang.city.benefits.payments.recovery import register_recovery_lifecycle

        register_benefit_kinds()
        register_run_lifecycles()
        register_application_lifecycle()
        register_recovery_lifecycle()
        register_benefit_measures()
        register_benefit_invariants()
        register_trial_exporter()
