"""Money: what share of a pot an area's need would give it, and why."""
