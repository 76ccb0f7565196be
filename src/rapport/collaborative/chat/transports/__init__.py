"""What carries messages."""
