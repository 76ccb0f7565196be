"""Pages and endpoints of forecast."""
