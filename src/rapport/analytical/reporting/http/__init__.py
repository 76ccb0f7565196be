"""Pages and endpoints of reporting."""
