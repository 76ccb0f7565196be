"""Pages of the room: the activity of a customer, notes, tasks, calls."""
