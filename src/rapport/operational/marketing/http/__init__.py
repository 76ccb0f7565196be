"""Pages and endpoints of marketing."""
