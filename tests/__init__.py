"""The tests, by kind; each kind mirrors the rooms."""
