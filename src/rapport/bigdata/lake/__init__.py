"""Everything that happened, for ever: a table for each business and kind of fact."""
