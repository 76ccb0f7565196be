"""Writes: texts in, readings out, sets, models, alerts."""
