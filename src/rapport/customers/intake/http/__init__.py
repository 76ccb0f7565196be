"""Pages and endpoints of imports."""
