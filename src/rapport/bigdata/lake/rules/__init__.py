"""What a table of facts looks like."""
