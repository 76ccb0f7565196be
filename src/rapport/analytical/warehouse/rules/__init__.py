"""Models of marts as text: their headers, their order, the restriction to what changed."""
