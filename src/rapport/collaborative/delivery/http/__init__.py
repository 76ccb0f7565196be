"""Pages and endpoints of conversations."""
