"""Custom fields on HTTP: parse, call, answer."""
