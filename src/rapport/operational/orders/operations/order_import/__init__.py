"""Orders as an importable kind: one row a line gives customers, products and orders in one go."""
