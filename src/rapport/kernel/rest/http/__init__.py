"""Parse, call, answer: the HTTP side of the programs' door."""
