"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from yingshang.config.memory import tune_collector

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingshang.config.settings")
application = get_wsgi_application()
tune_collector()
