"""What is made at build time, beside the other static files: `python -m rapport.ui.build`."""

from pathlib import Path

BUILT = Path(__file__).parent.parent / "static" / "ui" / "built"
