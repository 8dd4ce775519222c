"""Audit: the log of what was done, in which a change to the past can be seen."""
