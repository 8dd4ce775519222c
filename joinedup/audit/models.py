"""The log as it is stored."""

from __future__ import annotations

from django.db import models

from joinedup.audit import chain
from joinedup.audit.engine import append_only


@append_only
class LogEntry(models.Model):
    """One entry of the log; `chain.Entry` says what its fields are. Only added to."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.TextField()
    action = models.TextField()
    subject = models.TextField()
    detail_sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, unique=True)
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        verbose_name_plural = "log entries"

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject}"

    def as_entry(self) -> chain.Entry:
        """The entry as plain values, for the chain to verify."""
        return chain.Entry(
            sequence=self.sequence,
            at=self.at,
            by=self.by,
            action=self.action,
            subject=self.subject,
            detail_sha256=self.detail_sha256,
            previous_sha256=self.previous_sha256,
            sha256=self.sha256,
        )
