"""What this room lends to rooms below."""
