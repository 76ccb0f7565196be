"""Pages and programs."""
