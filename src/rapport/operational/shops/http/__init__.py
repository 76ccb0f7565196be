"""The door for shops, and the pages to set them up."""
