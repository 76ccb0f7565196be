"""Pages and endpoints of recommendation."""
