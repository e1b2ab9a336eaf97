"""The Django application of the joining pages."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Home, my affairs, desk and board."""

    name = "yingshang.portal"
    label = "portal"
