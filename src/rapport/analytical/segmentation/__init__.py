"""Groups of customers: by rules that live, by models that are approved, and what sets each apart."""
