"""Recommendation: what each customer would buy next, who would buy a product, and what to do next."""
