"""Custom fields: defined by each business, with types, found and sorted as fast as built-in ones."""
