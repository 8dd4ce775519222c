"""The fictional system and its people."""
