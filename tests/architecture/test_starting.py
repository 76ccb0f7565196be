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
    "sklearn",
    "splink",
    "sqlglot",
    "vl_convert",
)
START = "from rapport.site import runtime; runtime.set_up_django()"
NURSERY = "import rapport.site.supervisor.nursery"
TELL = f"import sys; print(*(name for name in {LARGE!r} if name in sys.modules))"


@pytest.mark.parametrize(
    ("program", "loaded"),
    [(START, []), (f"import scipy; {START}", ["numpy", "scipy"]), (NURSERY, ["polars", "sqlglot"])],
    ids=["a command", "the control", "what children are forked from"],
)
def test_no_large_package_is_loaded_before_it_is_needed(program: str, loaded: list[str]) -> None:
    """Each costs every process up to 40 MB and half a second; two of the pages are loaded once for all."""
    words = [sys.executable, "-c", f"{program}; {TELL}"]
    said = subprocess.run(words, capture_output=True, text=True, check=True, timeout=300)
    assert said.stdout.split() == loaded
