"""Orders through their use cases, one file for each."""
