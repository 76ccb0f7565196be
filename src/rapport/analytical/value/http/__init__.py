"""Pages and endpoints of value."""
