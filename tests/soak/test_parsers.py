"""No input, however broken, makes a parser fail, hang or eat the memory; what was learnt is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak.parsers import PARSERS

CORPUS = Path.cwd() / "build" / "corpus"


@pytest.mark.parametrize("name", sorted(PARSERS))
def test_a_parser_takes_anything(name: str) -> None:
    minutes = float(os.environ["RAPPORT_SOAK_MINUTES"])
    seconds = max(5, int(minutes * 60 / 2 / len(PARSERS)))
    words = [sys.executable, "-m", "tests.soak.fuzz", name, str(seconds), str(CORPUS / name)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-6000:]}"
