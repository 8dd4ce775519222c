"""Django's settings, for one system folder: the one that JOINEDUP_FOLDER names.

Environment:
  JOINEDUP_FOLDER        the system folder; without it the store is in memory
  JOINEDUP_DATABASE_URL  the address of a PostgreSQL, in place of the folder's own SQLite
  JOINEDUP_HOSTS         names that the site answers to, with commas between; this machine only
  JOINEDUP_EDITING       'on' lets whoever reaches the site edit lists; else only this machine may
  JOINEDUP_SITE_NAME     the name in the header; 'Joined Up'
  JOINEDUP_SITE_LOGO     a picture (SVG or PNG) to show in the header; none
  JOINEDUP_DEBUG         if set, the console tells where in the program a fault arose
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from joinedup.web.state import secret_key, state_folder

_folder = os.environ.get("JOINEDUP_FOLDER")
#: The system folder that the site shows, or None.
JOINEDUP_FOLDER: Path | None = Path(_folder).resolve() if _folder else None
#: Where the program keeps what it makes for that folder, or None.
JOINEDUP_STATE: Path | None = (
    state_folder(JOINEDUP_FOLDER) if JOINEDUP_FOLDER and JOINEDUP_FOLDER.is_dir() else None
)

SITE_NAME = os.environ.get("JOINEDUP_SITE_NAME", "Joined Up")
SITE_LOGO = os.environ.get("JOINEDUP_SITE_LOGO")

SECRET_KEY = secret_key(JOINEDUP_STATE) if JOINEDUP_STATE else get_random_secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("JOINEDUP_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

_THIS_MACHINE = {"127.0.0.1", "localhost", "[::1]"}
#: Who may edit lists: 'anyone' who reaches the site, 'this machine' or 'nobody'. No one signs in.
JOINEDUP_EDITING = (
    "anyone"
    if os.environ.get("JOINEDUP_EDITING", "").strip().lower() == "on"
    else "this machine"
    if {host.strip() for host in ALLOWED_HOSTS} <= _THIS_MACHINE
    else "nobody"
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "joinedup.layout",
    "joinedup.audit",
    "joinedup.register",
    "joinedup.accounts",
    "joinedup.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "joinedup.web.views.UnreadableFolder",
]
ROOT_URLCONF = "joinedup.web.urls"
WSGI_APPLICATION = "joinedup.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "joinedup.layout.jinja.Templates",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "joinedup.layout.jinja.environment",
            "context_processors": ["joinedup.web.presenters.frame.frame"],
        },
    }
]

_SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": JOINEDUP_STATE / "store.sqlite3" if JOINEDUP_STATE else ":memory:",
    # Writers wait for each other from their first statement, so none fails halfway.
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
}
_database_url = os.environ.get("JOINEDUP_DATABASE_URL")
DATABASES = {"default": dj_database_url.parse(_database_url) if _database_url else _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "static/"
# Served from where set-up puts them, so that nothing need be collected first.
WHITENOISE_USE_FINDERS = True

X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "joinedup.web.lists.not_from_here"
# What is too large is not kept, and so cannot fill the machine.
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["joinedup.web.uploads.Capped"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Pages as they were sent, in the memory of the server: some 20 MiB at the most.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 64},
    }
}
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "joinedup.web.console.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "joinedup": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
