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
        """Make the kinds of lists that core owns known to the catalogue's reader."""
        from yingshang.core.catalogue.common_kinds import register_common_kinds

        register_common_kinds()
