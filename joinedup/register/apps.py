"""The register room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The versions of the register."""

    name = "joinedup.register"
    default_auto_field = "django.db.models.BigAutoField"
