"""Values: the small immutable things that every other room speaks in."""
