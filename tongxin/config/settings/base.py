"""Settings of the product. DATABASE_URL and REDIS_URL switch PostgreSQL and Redis on; all data lies in TONGXIN_HOME."""

from pathlib import Path

from csp.constants import NONE, SELF

from tongxin.config import environ, outside, reached
from tongxin.config.settings.external import configured
from tongxin.config.sms import sms
from tongxin.core.keys import secret_text

ROOT = Path(__file__).resolve().parents[3]
HOME = environ.folder("TONGXIN_HOME", ROOT / "var")
BUILD = ROOT / "build"

SECRET_KEY = secret_text(HOME, "sessions")
DEBUG = environ.flag("TONGXIN_DEBUG", default=False)
ALLOWED_HOSTS = reached.allowed_hosts()
# A folder on another machine, such as a mounted share, to which signed checkpoints of the journal are appended.
CHECKPOINTS_TO = environ.text("TONGXIN_CHECKPOINTS_TO")
PORT = environ.whole("PORT", 8000)

# Shown at the foot of every page when set (docs/operations.md).
OPERATOR = environ.text("TONGXIN_OPERATOR")
FILINGS = [number for name in ("TONGXIN_ICP_FILING", "TONGXIN_POLICE_FILING") if (number := environ.text(name))]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "template_partials.apps.SimpleAppConfig",
    "tongxin.core",
    "tongxin.core.ui",
    "tongxin.journal",
    "tongxin.rulebook",
    "tongxin.sheets",
    "tongxin.accounts",
    "tongxin.organisation",
    "tongxin.clocks",
    "tongxin.files",
    "tongxin.inbox",
    "tongxin.modules",
    "tongxin.casework",
    "tongxin.feedback",
    "tongxin.disclosure",
    "tongxin.exchange",
    "tongxin.exports",
    "tongxin.retention",
    "tongxin.portal",
    "tongxin.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tongxin.core.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tongxin.core.web.ErrorMiddleware",
    "tongxin.accounts.external.web.session.BoundSessionMiddleware",
    "tongxin.accounts.web.first_password.FirstPasswordMiddleware",
    "tongxin.organisation.web.actor.ActorMiddleware",
    "tongxin.accounts.web.gate.GateMiddleware",
    "tongxin.core.web.PolicyMiddleware",
]

ROOT_URLCONF = "tongxin.config.urls"
WSGI_APPLICATION = "tongxin.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tongxin.core.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tongxin.core.ui.shell.shell",
            ],
            "string_if_invalid": "",
        },
    }
]

DATABASE_URL = environ.text("DATABASE_URL")
DATABASES = {"default": environ.postgres(DATABASE_URL) if DATABASE_URL else environ.sqlite(HOME / "tongxin.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = environ.text("REDIS_URL")
CACHES = environ.caches(REDIS_URL)
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if REDIS_URL else "django.contrib.sessions.backends.db"
SESSION_CACHE_ALIAS = "sessions" if REDIS_URL else "default"

# How often one key of the API may ask in a minute.
API_RATE = environ.whole("TONGXIN_API_RATE", 600)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["tongxin.accounts.sign_in.NumberOrPhoneBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# What a password must be: accounts/rules/passwords.py. "dengbao3" adds what GB/T 22239-2019 level 3 asks for.
SECURITY_PROFILE = environ.one_of("TONGXIN_PROFILE", ("", "dengbao3"))
# Who must have a second factor; level 3 asks for it (GB/T 22239-2019, 8.1.4.1 d).
SECOND_FACTOR = environ.one_of(
    "TONGXIN_SECOND_FACTOR",
    ("guarded", "administrators", "everyone")
    if SECURITY_PROFILE
    else ("offered", "administrators", "guarded", "everyone"),
)
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "portal:home"
EXTERNAL = configured()
SIGN_IN_AGAIN = "tongxin.accounts.web.again.keep_and_sign_in"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environ.text("TONGXIN_TIME_ZONE", "Asia/Shanghai")

MAIL = outside.mail()
SMS = sms()
# Addresses, outside this machine's reach, to which a signed checkpoint of the journal goes once a day.
CHECKPOINTS_MAIL = outside.checkpoints_mail(MAIL)
PUBLIC_URL = outside.public_url(f"http://localhost:{PORT}")
EGRESS = outside.egress()
EGRESS_TIMEOUT = 10
EGRESS_CA = environ.text("TONGXIN_EGRESS_CA")
# Reads what people attach, before anything else does.
SCANNER = outside.scanner()

STATIC_URL = "static/"
STATIC_ROOT = BUILD / "static"
STATICFILES_DIRS = [BUILD / "assets"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "tongxin.core.ui.front_end.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "tongxin.core.ui.front_end.HashedStorage"},
}
NODE_MODULES = ROOT / "node_modules"
FRONT_END_FILES = {"htmx.org": ["dist/htmx.min.js"]}

# Set by "serve --tls" (config/reached.py): a certificate of this installation's own authority, or the customer's own.
TLS = environ.one_of("TONGXIN_TLS", ("", "local", "own"))
# Behind a proxy that speaks https (docs/operations.md): it must set X-Forwarded-Proto, and drop a client's.
PROXY_TLS = environ.flag("TONGXIN_HTTPS", default=False) and not TLS
HTTPS = bool(TLS) or PROXY_TLS
# The prefix binds a cookie to this host and to https; http is served on localhost only.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}tongxin_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A session ends after this time however busy it is (accounts/web/gate.py).
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}tongxin_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}tongxin_language"
LANGUAGE_COOKIE_SECURE = HTTPS
MESSAGE_STORAGE = "tongxin.core.flash.HostCookieStorage"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_TLS else None
# A device that holds this goes by https only, for a year: not before the organisation has a certificate that lasts.
SECURE_HSTS_SECONDS = environ.whole("TONGXIN_HSTS_SECONDS", 31_536_000 if HTTPS and TLS != "local" else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
CSRF_FAILURE_VIEW = "tongxin.core.web.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "tongxin.core.logs.OneLine", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "filters": {"by_route": {"()": "tongxin.core.logs.ByRoute"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["by_route"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
