"""What the business knows of itself: marts made of facts, tested before anybody sees them."""
