"""Work on many records: a frozen selection, parts, progress, refusals, and undo."""
