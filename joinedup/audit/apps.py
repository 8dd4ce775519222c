"""The audit room, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from joinedup.audit import engine


class AuditConfig(AppConfig):
    """The tamper-evident log, and the tables that are only ever added to."""

    name = "joinedup.audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """See to it that the triggers are there after every migration."""
        post_migrate.connect(engine.after_migrating, dispatch_uid="append-only triggers")
