"""The door of money."""
