"""What realtime does: take events in, fire rules, keep and forget."""
