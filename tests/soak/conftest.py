"""Long runs happen where RAPPORT_SOAK_MINUTES says how long, as `make soak` does."""

import os

collect_ignore_glob = [] if os.environ.get("RAPPORT_SOAK_MINUTES") else ["test_*.py"]
