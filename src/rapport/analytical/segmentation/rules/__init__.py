"""Pure decisions of segments."""
