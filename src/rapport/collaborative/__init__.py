"""Carries: conversations, messages and their channels."""
