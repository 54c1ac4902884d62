"""All settings, from the environment alone; a bad value fails at start."""

from __future__ import annotations

import importlib.util
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from gis_app import discreet_log

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

if importlib.util.find_spec("psycopg") is not None:
    # Django prefers psycopg 3 silently; range and geometry adapters differ.
    raise ImproperlyConfigured("psycopg 3 is installed beside psycopg2: remove it.")

# --- who we are -----------------------------------------------------------------
DEBUG = env.bool("MEYDAN_DEBUG", default=False)
SECRET_KEY = env.str("MEYDAN_SECRET_KEY", default="") or secrets.token_urlsafe(48)
SEALING_KEY = env.str("MEYDAN_SEALING_KEY", default="")
HMAC_KEY = env.str("MEYDAN_HMAC_KEY", default="")
DEMO_PASSWORD = env.str("MEYDAN_DEMO_PASSWORD", default="")
DEMO_PASSWORD_BEFORE = env.str("MEYDAN_DEMO_PASSWORD_BEFORE", default="")
ALLOWED_HOSTS = env.list(
    "MEYDAN_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = env.list("MEYDAN_TRUSTED_ORIGINS", default=[])
BEHIND_TLS = env.bool("MEYDAN_BEHIND_TLS", default=False)
PUBLIC_ADDRESS = env.str("MEYDAN_PUBLIC_ADDRESS", default="")

# --- rooms ----------------------------------------------------------------------
INSTALLED_APPS = [
    "gis_app.accounts.back_office.BackOfficeApp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "gis_app.web.staticfiles.StaticFiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "csp",
    "ninja",
    "rules",
    "gis_app.accounts",
    "gis_app.land",
    "gis_app.zones",
    "gis_app.shelters",
    "gis_app.encroachment",
    "gis_app.enforcement",
    "gis_app.field",
    "gis_app.allocation",
    "gis_app.vendors",
    "gis_app.rounds",
    "gis_app.swaps",
    "gis_app.intake",
    "gis_app.publishing",
    "gis_app.web",
    "gis_app.bench",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gis_app.web.language.ChosenLanguage",
    "gis_app.web.program_answers.ProgramAnswers",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gis_app.web.kept_true.KeptTrue",
    "gis_app.web.recovering.Recovering",
]
ROOT_URLCONF = "gis_app.urls"
WSGI_APPLICATION = "gis_app.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "maps" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ]
        },
    }
]

# --- the store ------------------------------------------------------------------
DATABASES = {
    "default": env.db_url(
        "MEYDAN_DATABASE_URL", default="postgis://meydan@127.0.0.1:5432/meydan"
    )
}
DATABASES["default"] |= {
    "ENGINE": "django.contrib.gis.db.backends.postgis",
    "CONN_MAX_AGE": env.int("MEYDAN_CONN_MAX_AGE", default=600),
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": env.bool(
        "MEYDAN_DISABLE_SERVER_SIDE_CURSORS", default=False
    ),
    "OPTIONS": {
        "options": "-c jit=off -c search_path=public -c client_min_messages=warning"
    },
}
# Debian 12 and Ubuntu 24.04 ship GDAL 3.6 and 3.8. Django hands GDAL no spatial
# references from outside: files are read by pyogrio, in a process of their own.
SILENCED_SYSTEM_CHECKS = ["gis.W001"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people ---------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/workbench/"
LOGOUT_REDIRECT_URL = "/"

# --- language and time ----------------------------------------------------------
LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", _("Persian")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "gis_app" / "locale"]
TIME_ZONE = "Asia/Tehran"
USE_I18N = True
USE_TZ = True

# --- security -------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20

# --- files ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.str("MEYDAN_STATIC_ROOT", default=str(ROOT / ".meydan" / "static"))
STATICFILES_DIRS = [
    ROOT / "maps" / "static",
    *(
        (f"vendor/{name}", folder)
        for name, folder in (
            ("maplibre-gl", ROOT / "node_modules/maplibre-gl/dist"),
            ("terra-draw", ROOT / "node_modules/terra-draw/dist"),
            (
                "terra-draw-adapter",
                ROOT / "node_modules/terra-draw-maplibre-gl-adapter/dist",
            ),
            ("noble-ed25519", ROOT / "node_modules/@noble/ed25519"),
            ("qr", ROOT / "node_modules/qr"),
            ("vazirmatn", ROOT / "node_modules/@fontsource-variable/vazirmatn"),
        )
        if folder.is_dir()
    ),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gis_app.web.staticfiles.HashedFiles"},
}
# Before collectstatic ran (tests, a bare runserver) files are found where they lie.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = (
    DEBUG or not (Path(STATIC_ROOT) / "staticfiles.json").is_file()
)
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_DIR = Path(env.str("MEYDAN_DATA_DIR", default=str(ROOT / ".meydan")))
LAYERS_DIR = ROOT / "layers"
INTAKE_MEMORY_MB = env.int("MEYDAN_INTAKE_MEMORY_MB", default=2048)
INTAKE_SECONDS = env.int("MEYDAN_INTAKE_SECONDS", default=600)

LOGGING = discreet_log.settings()
