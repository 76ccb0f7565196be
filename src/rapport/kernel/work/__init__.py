"""The unit of work: the one way to write."""
