"""Capture forms: what a business asks of strangers on the web, and how their answers become prospects."""
