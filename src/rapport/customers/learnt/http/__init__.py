"""Page and endpoints of the room."""
