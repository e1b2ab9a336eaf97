"""Django's settings, all derived from `environment`."""

from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from yingshang.config.environment import CHECKOUT, read

ENV = read()
DEBUG = ENV.debug
DEMO_MODE = ENV.is_demo
SECRET_KEY = ENV.secret_key.get_secret_value()
DATA_KEY = ENV.data_key.get_secret_value()
OLD_DATA_KEYS = tuple(key.get_secret_value() for key in ENV.old_data_keys)
LOG_KEY = ENV.log_key.get_secret_value()
OLD_LOG_KEYS = tuple(key.get_secret_value() for key in ENV.old_log_keys)
LOG_FOLDER = ENV.log_folder
LEDGER_HASH = ENV.ledger_hash
ALLOWED_HOSTS = ENV.hosts
BASE_URL = ENV.base_url
PLACE = ENV.place
ALSO_PLACES = ["heihe"] if ENV.also_places is None and ENV.is_demo else ENV.also_places or []
CATALOGUE_ROOT = CHECKOUT / "catalogue"
FILES_FOLDER = ENV.files_folder
EXCHANGE_FOLDER = ENV.exchange_folder
FACTS_FOLDER = ENV.facts_folder
PAYMENTS_FOLDER = ENV.payments_folder
FACTS_INBOX = ENV.facts_inbox
SMS_FOLDER = ENV.sms_folder or ENV.exchange_folder / "sms"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "csp",
    "procrastinate.contrib.django",
    "yingshang.ui",
    "yingshang.core",
    "yingshang.city.matters",
    "yingshang.city.requests",
    "yingshang.city.benefits",
    "yingshang.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yingshang.config.places.PlaceMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "yingshang.core.access.held.ReadOnceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yingshang.config.errors.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yingshang.config.urls"
WSGI_APPLICATION = "yingshang.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yingshang.ui.context.look",
                "yingshang.portal.context.page_frame",
            ],
        },
    },
]


def _database(url: str | None) -> dict[str, object]:
    """Django's form of a postgresql:// URL; the socket folder may stand in `?host=`."""
    parts = urlsplit(url or "postgresql:///yingshang")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "yingshang"},
    }


_app_url = ENV.database_url.get_secret_value() if ENV.database_url else None
_owner_url = ENV.database_owner_url.get_secret_value() if ENV.database_owner_url else _app_url
DATABASES = {"default": _database(_app_url), "owner": _database(_owner_url)}

PROCRASTINATE_IMPORT_PATHS = [
    "yingshang.core.tasks",
    "yingshang.core.draws.tasks",
    "yingshang.core.exports.tasks",
    "yingshang.core.facts.tasks",
    "yingshang.core.exchange.tasks",
    "yingshang.core.feed.tasks",
    "yingshang.core.notices.tasks",
    "yingshang.core.search.tasks",
    "yingshang.core.watch.tasks",
    "yingshang.city.matters.statistics.tasks",
    "yingshang.city.matters.tasks",
    "yingshang.city.matters.signs.tasks",
    "yingshang.city.matters.tools.tasks",
    "yingshang.city.benefits.policies.tasks",
    "yingshang.city.benefits.runs.tasks",
    "yingshang.city.benefits.laboratory.tasks",
]

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "my_affairs"
STAFF_REDIRECT_URL = "desk_queue"
LOGOUT_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "yingshang.portal.login.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
OTP_TOTP_ISSUER = "Yingshang"

if ENV.has_oidc:
    INSTALLED_APPS.append("mozilla_django_oidc")
    AUTHENTICATION_BACKENDS.append("yingshang.config.oidc.Backend")
    OIDC_RP_CLIENT_ID = ENV.oidc_client_id
    OIDC_RP_CLIENT_SECRET = (
        ENV.oidc_client_secret.get_secret_value() if ENV.oidc_client_secret else None
    )
    OIDC_RP_SIGN_ALGO = "RS256"
    OIDC_RP_SCOPES = "openid profile"
    OIDC_OP_AUTHORIZATION_ENDPOINT = ENV.oidc_authorization_endpoint
    OIDC_OP_TOKEN_ENDPOINT = ENV.oidc_token_endpoint
    OIDC_OP_USER_ENDPOINT = ENV.oidc_user_endpoint
    OIDC_OP_JWKS_ENDPOINT = ENV.oidc_jwks_endpoint
    OIDC_USERNAME_CLAIM = ENV.oidc_username_claim
    LOGIN_REDIRECT_URL_FAILURE = "/login/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LOCALE_PATHS: list[str] = []

STATIC_URL = "/static/"
STATIC_ROOT = CHECKOUT / "static-built"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.mode == "production"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SECURE_HSTS_SECONDS = 31536000 if ENV.mode == "production" else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.mode == "production" else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "yingshang.config.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if ENV.email_url:
    _mail = urlsplit(ENV.email_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
    EMAIL_USE_TLS = _mail.scheme == "smtps"
DEFAULT_FROM_EMAIL = ENV.email_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"yingshang": {"level": "INFO"}},
}
