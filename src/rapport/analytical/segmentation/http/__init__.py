"""Pages and endpoints of segments."""
