"""What the lake does: take batches in, keep its files few, forget a person."""
