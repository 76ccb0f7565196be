"""Pages and endpoints of the room."""
