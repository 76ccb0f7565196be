"""Every text of every room has its Chinese, plurals too, with the same places to fill."""

import ast
from pathlib import Path

import pytest
from tools.catalogues import SOURCE, find_clashes, gaps_of, rooms, texts_of
from tools.extract import glued_texts


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.relative_to(SOURCE).as_posix())
def test_every_text_has_its_chinese(room: Path) -> None:
    assert gaps_of(room) == [], "collect them by `make words ROOM=…` and translate them"


def test_all_rooms_say_a_text_alike() -> None:
    """The catalogues are one to Django: of two translations of a text, one shows in the other's room too."""
    assert find_clashes() == [], "agree on one, or tell them apart by pgettext and `context`"


def test_no_text_stands_outside_of_every_room() -> None:
    """What is no app has no catalogue; the database's server alone speaks to the command line, in English."""
    homeless = {text.locations[0][0] for text in texts_of(SOURCE) if text.id}
    assert {name for name in homeless if not name.startswith("kernel/embedded/")} == set()


def test_no_refusal_is_put_together_before_it_is_translated() -> None:
    """A text with values glued in is in no catalogue; `values=` fills the places after translation."""
    spoken = [room for room in rooms() if room.name != "site"]  # the command line speaks English
    glued = [
        f"{path.relative_to(SOURCE)}:{line}"
        for room in spoken
        for path in room.rglob("*.py")
        if "tests" not in path.parts
        for line in glued_texts(ast.parse(path.read_text("utf-8")))
    ]
    assert glued == [], "write the text whole and give what differs as values= (docs/refusals.md)"
