"""What became of orders before they came here: taken over whole, with its own times, many at once."""
