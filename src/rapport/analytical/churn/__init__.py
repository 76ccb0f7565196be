"""Who is about to leave, why, what is at stake, and how well that is known."""
