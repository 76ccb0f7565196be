"""Wiring: settings, addresses, the rapport command. Nobody imports this floor."""
