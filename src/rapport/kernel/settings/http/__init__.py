"""The door of settings."""
