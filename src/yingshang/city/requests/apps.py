"""The Django application of the capability `requests`."""

from django.apps import AppConfig
from typing_extensions import override


class RequestsConfig(AppConfig):
    """What people could not get done, and later what else they ask for."""

    name = "yingshang.city.requests"
    label = "requests"
    default_auto_field = "django.db.models.BigAutoField"

    @override
    def ready(self) -> None:
        """Make the lists, lifecycles and measures of this capability known."""
        from yingshang.city.requests.lifecycle import register_lifecycles
        from yingshang.city.requests.listing import register_request_kinds
        from yingshang.city.requests.measures import register_request_measures

        register_request_kinds()
        register_lifecycles()
        register_request_measures()
