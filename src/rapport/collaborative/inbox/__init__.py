"""The inbox: every conversation in one place, whose it is, and by when it is answered."""
