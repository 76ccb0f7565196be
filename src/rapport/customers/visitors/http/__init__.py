"""The card of the customer page."""
