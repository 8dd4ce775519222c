"""Presenters: from what was worked out to what a page shows, without a view or a template."""
