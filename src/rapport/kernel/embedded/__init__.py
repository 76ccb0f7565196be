"""The embedded PostgreSQL: our own supervisor, roles, passwords and addresses; or one elsewhere."""
