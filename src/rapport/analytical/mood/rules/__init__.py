"""Pure decisions: language, words, features, learning, bands."""
