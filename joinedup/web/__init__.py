"""Settings, addresses and the home page."""
