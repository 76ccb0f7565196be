"""Clusters take minutes to stand: they run where RAPPORT_FAULTS is set, as `make test-full` does."""

import os

collect_ignore_glob = [] if os.environ.get("RAPPORT_FAULTS") else ["test_*.py"]
