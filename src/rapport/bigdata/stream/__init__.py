"""Facts on their way: batches of the outbox in a stream, carried to whoever keeps or watches them."""
