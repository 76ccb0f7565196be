"""Administration of outgoing webhooks by programs."""
