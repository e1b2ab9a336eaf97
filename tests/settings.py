"""Settings of the tests: the platform's own, on a throw-away cluster beside the checkout.

`DATABASE_URL` and `DATABASE_OWNER_URL` in the environment point the tests at another server.
"""

import os
import tempfile
from pathlib import Path

from tests.server import ensure_server

CHECKOUT = Path(__file__).resolve().parents[1]
_scratch = Path(tempfile.mkdtemp(prefix="yingshang-tests-"))
os.environ.setdefault("YINGSHANG_MODE", "demo")
os.environ["YINGSHANG_FILES_FOLDER"] = str(_scratch / "files")
os.environ["YINGSHANG_EXCHANGE_FOLDER"] = str(_scratch / "exchange")
os.environ["YINGSHANG_FACTS_FOLDER"] = str(_scratch / "facts")
os.environ["YINGSHANG_FACTS_INBOX"] = str(_scratch / "facts-inbox")
os.environ["YINGSHANG_PAYMENTS_FOLDER"] = str(_scratch / "payments")
os.environ["YINGSHANG_LOG_FOLDER"] = str(_scratch / "log")
ensure_server()

from yingshang.config.settings import *  # noqa: E402, F403 - the server must be known first

STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SCRATCH = _scratch
WHITENOISE_AUTOREFRESH = True  # each test client would list all static files first
STATIC_ROOT = _scratch / "static"
STATIC_ROOT.mkdir()
