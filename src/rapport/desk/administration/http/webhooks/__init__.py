"""Outgoing webhooks: who is told which facts, what they were sent, and sending it again."""
