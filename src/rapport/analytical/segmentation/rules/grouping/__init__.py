"""Groups found in the data: what they are found by, how many there are, and what sets each apart."""
