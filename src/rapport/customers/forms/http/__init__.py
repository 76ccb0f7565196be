"""The public door of forms, the pages of those who make them, and the endpoints for programs."""
