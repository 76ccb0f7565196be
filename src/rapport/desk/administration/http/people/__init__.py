"""People: who works here, what they may, who was invited."""
