"""What the shop sells: categories, products and the stage of life each is in."""
