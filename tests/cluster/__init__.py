"""The same code on many machines: a Spark cluster, a NATS cluster."""
