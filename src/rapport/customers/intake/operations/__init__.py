"""Use cases of intake: take a file in, run, cancel, undo, keep presets."""
