"""Who acts: people, members of a business, their roles, units, teams and tokens."""
