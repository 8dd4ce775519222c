"""Accounts as they are stored."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Someone who signs in.

    One field holds the whole name, as the person writes it: names do not come in two parts
    everywhere. What the person may do comes from seats and posts, never from this row alone.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("full name", max_length=200, blank=True)

    def get_full_name(self) -> str:
        """The name as the person writes it, or else the name to sign in with."""
        return self.name or self.username

    def get_short_name(self) -> str:
        """The same: a short form of a name cannot be made from the long one."""
        return self.get_full_name()
