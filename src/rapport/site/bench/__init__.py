"""The machinery of `rapport bench`: a home of its own, meters, floors, figures."""
