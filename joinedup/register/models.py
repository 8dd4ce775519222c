"""Versions of the register as they are stored."""

from __future__ import annotations

from django.db import models

from joinedup.audit.engine import append_only


@append_only
class StoredContent(models.Model):
    """Bytes that are known by their hash, and kept once however often they are named.

    `kind` says what they are: 'register' for the canonical form of a register.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    kind = models.TextField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"


@append_only
class Version(models.Model):
    """One state of the register, in the order in which they were stored. Only added to.

    Several versions may have the same content, as where somebody returns to an earlier one.
    `beside` holds the SHA-256, by file name, of the data that stood beside the register then.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    content = models.ForeignKey(StoredContent, on_delete=models.PROTECT, related_name="versions")
    system = models.TextField()
    recorded_at = models.DateTimeField()
    by = models.TextField()
    beside = models.JSONField(default=dict)

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"version {self.sequence}"

    @property
    def sha256(self) -> str:
        """The hash of the canonical form of the register."""
        return str(self.content_id)
