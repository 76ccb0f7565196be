"""The catalogue of facts, written from the rooms, and what may change of a fact that was told."""
