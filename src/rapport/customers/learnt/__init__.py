"""Models in use: what each says, how good it is, and the way back to the version before."""
