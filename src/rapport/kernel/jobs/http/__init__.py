"""The jobs on HTTP: parse, call, answer."""
