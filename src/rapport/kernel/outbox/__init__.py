"""Facts: what happened, written with the change itself, delivered to every consumer at least once."""
