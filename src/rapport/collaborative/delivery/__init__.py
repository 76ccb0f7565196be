"""The common room of all channels: conversations, messages, and what became of each delivery."""
