"""How facts are packed, and how the embedded server is set up."""
