"""Services, what they did, and who is in the middle of a form."""
