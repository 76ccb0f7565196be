"""Which customers are probably the same: found by a model trained on the shop, decided by people."""
