"""The bell and the page of what a member was told."""
