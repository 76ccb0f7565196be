"""How good the records are: completeness, a person's export and erasure."""
