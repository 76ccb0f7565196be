"""Decides: sales, marketing, service, products, orders."""
