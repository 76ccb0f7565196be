"""The programs' door: what every REST endpoint under /api/v1 shares."""
