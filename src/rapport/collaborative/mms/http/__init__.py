"""Pages and the door message centres call."""
