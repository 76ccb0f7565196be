"""What was done about a party: touches, notes, tasks, files."""
