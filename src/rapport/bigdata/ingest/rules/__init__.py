"""Pure decisions about events: how they are read, what is kept, when they happened."""
