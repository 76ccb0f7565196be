"""Every text of every room has its Chinese, plurals too, with the same places to fill."""

from pathlib import Path

import pytest
from tools.catalogues import SOURCE, gaps_of, rooms


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.relative_to(SOURCE).as_posix())
def test_every_text_has_its_chinese(room: Path) -> None:
    assert gaps_of(room) == [], "collect them by `make words ROOM=…` and translate them"
