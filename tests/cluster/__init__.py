"""The same code on many machines: a Spark cluster, a NATS cluster, a lake on S3-compatible storage."""
