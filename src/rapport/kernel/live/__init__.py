"""Live updates: what changed is told to the open pages of the same business."""
