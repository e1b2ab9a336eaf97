"""The Django app of the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the templates, static files and template tags under the label `ui`."""

    name = "yingshang.ui"
    label = "ui"
    verbose_name = "界面"
