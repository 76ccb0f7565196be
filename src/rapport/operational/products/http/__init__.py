"""Pages and endpoints of products."""
