"""What visitors see, and the pages and endpoints of those who make it."""
