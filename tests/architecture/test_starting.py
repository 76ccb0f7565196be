"""What each process loads when it starts: the large packages wait for the work that needs them."""

import subprocess
import sys

import pytest

LARGE = (
    "altair",
    "deltalake",
    "duckdb",
    "numpy",
    "polars",
    "pyarrow",
    "scipy",
    "splink",
    "sqlglot",
    "vl_convert",
)
START = "from rapport.site import runtime; runtime.set_up_django()"
TELL = f"import sys; print(*(name for name in {LARGE!r} if name in sys.modules))"


@pytest.mark.parametrize(("first", "loaded"), [("", []), ("import polars; ", ["polars"])])
def test_no_large_package_is_loaded_before_it_is_needed(first: str, loaded: list[str]) -> None:
    """Each costs every process up to 14 MB and half a second; the second line is the control."""
    words = [sys.executable, "-c", f"{first}{START}; {TELL}"]
    said = subprocess.run(words, capture_output=True, text=True, check=True, timeout=300)
    assert said.stdout.split() == loaded
