"""Joined Up runs an English integrated care system, with a reason for every answer."""

__version__ = "0.1.0"
