"""Settings, from the environment only (docs/architecture.md lists the variables).

Unsafe values refuse to start outside demo mode: see `zvh/safety.py`.
"""

from pathlib import Path

import environ
from django.urls import reverse_lazy

from zvh import safety

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

DEMO = env.bool("ZVH_DEMO", default=False)
DEBUG = False
BASE_URL = env("ZVH_BASE_URL", default="http://localhost:8000" if DEMO else "")
SECRET_KEY = env("ZVH_SECRET_KEY", default="")
ALLOWED_HOSTS = safety.hosts(BASE_URL, DEMO) + env.list("ZVH_ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []
TRUSTED_PROXIES = env.list("ZVH_TRUSTED_PROXIES", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "guardian",
    "auditlog",
    "crispy_forms",
    "django_htmx",
    "csp",
    "zvh",
    "parties",
    "cases",
    "governance",
    "privacy",
]

MIDDLEWARE = [
    "zvh.origin.ForwardedByProxyOnly",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zvh.headers.SafeHeaders",
    "zvh.uploads.TellsWhereToGo",
    "csp.middleware.CSPMiddleware",
    "zvh.hostile.RefuseUnreadableInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "parties.presence.Presence",
    "django_otp.middleware.OTPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zvh.middleware.RequestTransaction",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "zvh.urls"
WSGI_APPLICATION = "zvh.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zvh.shell.shell",
            ],
            "builtins": ["zvh.templatetags.components", "zvh.templatetags.words"],
        },
    }
]

DATABASE_URL = env("DATABASE_URL", default="postgresql://zvh_web@localhost/zvh")
DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
DATABASES["default"].update(
    ATOMIC_REQUESTS=False,
    CONN_MAX_AGE=60,
    CONN_HEALTH_CHECKS=True,
)
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    "application_name": env("ZVH_PROCESS", default="zvh"),
    # Statements are prepared at their third use: planning row-level security costs more than answering (docs/benchmark.md).
    # Needs connections that a process keeps for itself, or a pooler that knows prepared statements.
    "server_side_binding": True,
    "prepare_threshold": 2,
}
KEYSTORE_URL = env("KEYSTORE_URL", default="")
WRAPPING_KEY_FILE = env("ZVH_WRAPPING_KEY_FILE", default="")
RESTORING = env.bool("ZVH_RESTORING", default=False)  # a backup is being put back: no key is swept
LOG_COPY = env("ZVH_LOG_COPY", default="")  # directory of the copy of the access log
REDIS_URL = env("REDIS_URL", default="redis://localhost:6379/0")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People, sessions and the second factor
AUTH_USER_MODEL = "parties.User"
AUTHENTICATION_BACKENDS = ["parties.backend.PeopleBackend"]
LOGIN_URL = reverse_lazy("inloggen")
LOGIN_REDIRECT_URL = reverse_lazy("mijn-werk")
LOGOUT_REDIRECT_URL = LOGIN_URL
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "parties.passwords.ContextWordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
OTP_TOTP_ISSUER = "Casusportaal"
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0  # theirs would lock a colleague out: see parties/throttle.py
SESSION_ENGINE = "parties.sessions"
SESSION_COOKIE_AGE = 24 * 60 * 60  # longer than a session lasts, so that its end is noticed and what was sent is kept
SESSION_ABSOLUTE_SECONDS = 10 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_NAME = "zvh-sessie" if DEMO else "__Host-sessie"
CSRF_COOKIE_NAME = "zvh-csrf" if DEMO else "__Host-csrf"
CSRF_FAILURE_VIEW = "zvh.pages.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Rights
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
ANONYMOUS_USER_NAME = None

# Tests connect as the owner and act as the role of the process
STEP_DOWN = env.bool("ZVH_STEP_DOWN", default=False)

# Audit of changes: own model, no values of personal fields, no address, no mail
AUDITLOG_LOGENTRY_MODEL = "privacy.AuditEntry"
AUDITLOG_DISABLE_REMOTE_ADDR = True
AUDITLOG_MASK_CALLABLE = "privacy.audit.mask"

# Transport and browser
SECURE_SSL_REDIRECT = not DEMO
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 0 if DEMO else 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# A file that somebody sends stays in memory: nothing of it is written to a disk before it is sealed (S50).
FILE_UPLOAD_HANDLERS = ["zvh.uploads.InMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # of who is not signed in

# Looks through files that somebody sent: tcp://host:port, or the path of a socket. Without it nobody opens such a file.
CLAMD = env("ZVH_CLAMD", default="")

# Language
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = USE_TZ = True

# Files of the interface
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("ZVH_STATIC_ROOT", default=BASE_DIR / "var" / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEMO
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEMO
CRISPY_ALLOWED_TEMPLATE_PACKS = ["zvh"]
CRISPY_TEMPLATE_PACK = "zvh"
CRISPY_FAIL_SILENTLY = False

# Mail: no personal data, only a link
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail:" if DEMO else "smtp+tls://localhost:587")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("ZVH_MAIL_FROM", default="casusportaal@zvh.invalid")

# Work in the background: ids only, no results
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_DEFAULT_QUEUE = "people"
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"one_line": {"()": "zvh.headers.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["one_line"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # own policy asks the grant tables; guardian's backend is not used

safety.refuse_unsafe(vars())
