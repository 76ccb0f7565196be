"""Where published data lies, which tests, benchmarks and the soak read: the one place that knows."""

import os
from pathlib import Path

import rapport


def data_folder() -> Path:
    """Return the folder `RAPPORT_DATA` names, else `shared/data` beside the source tree; it may be absent."""
    named = os.environ.get("RAPPORT_DATA")
    return Path(named) if named else Path(rapport.__file__).resolve().parents[3] / "shared" / "data"
