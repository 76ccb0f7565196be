"""Pages and doors of the room."""
