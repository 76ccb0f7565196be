"""Backups of a whole home: database, files, keys; each with its checksum."""
