"""Search: one index for every kind of record of every business, by prefixes, characters and digits."""
