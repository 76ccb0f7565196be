"""What happens, gathered and kept: events in, the stream, the lake, realtime."""
