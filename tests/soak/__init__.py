"""Long runs: parsers fed with broken input, processes killed under load. `make soak MINUTES=30`."""
