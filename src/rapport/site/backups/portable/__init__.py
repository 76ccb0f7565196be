"""A database as plain tables: out through COPY, into an empty database of any server."""
