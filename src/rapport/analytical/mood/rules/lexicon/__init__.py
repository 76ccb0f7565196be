"""Our own short lists of words, with what turns them round: read until a model is approved."""
