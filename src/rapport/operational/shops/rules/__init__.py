"""Pure readings of what shops send."""
