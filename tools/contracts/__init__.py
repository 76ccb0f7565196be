"""Import contracts of our own, run by import-linter: front doors and storeys."""
