"""Pages and endpoints of orders."""
