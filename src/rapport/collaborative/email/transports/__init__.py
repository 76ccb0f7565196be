"""The adapters this room brings, each named as its channel."""
