"""Staff screens that join rooms."""
