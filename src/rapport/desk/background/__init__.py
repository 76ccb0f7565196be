"""The page of background work: what runs for the business, how far it is, and ending it."""
