"""The door events come through, and the pages and endpoints of those who set it up."""
