"""Pages of the room: the list, entering, editing in place."""
