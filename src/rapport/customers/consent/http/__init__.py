"""Pages of the room: the card that says whether we may."""
