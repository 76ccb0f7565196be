"""Where the real files are."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data; tests that need it are skipped where it is absent."""
    root = Path(__file__).parents[6]
    folder = Path(os.environ.get("RAPPORT_DATA", root.parent / "shared/data"))
    if not folder.exists():
        pytest.skip("the real data is not here (set RAPPORT_DATA)")
    return folder
