"""What the stream does: run the server, gather batches, send them, hand them to consumers."""
