"""Facts only grow: the catalogue is current, what was told long ago is still read and fits the lake."""

from typing import Any, ClassVar
from uuid import UUID

import msgspec
import pytest
from tools.facts.catalogue import KEPT, PAGE, draw_page, draw_shapes, find_breaks, kept, told
from tools.facts.shapes import breaks, sample, shape_of

from rapport.bigdata.lake.rules.rows import read_rows
from rapport.kernel.outbox.api import Fact

ENVELOPE = {
    "id": "019aa000-0000-7000-8000-000000000001",
    "occurred_at": "2026-01-02T03:04:05Z",
    "recorded_at": "2026-01-02T03:04:05Z",
    "subject_id": "019aa000-0000-7000-8000-000000000002",
    "subject_version": 1,
    "actor_id": None,
    "unit_id": None,
    "cause_id": None,
}


def test_the_catalogue_is_current() -> None:
    assert PAGE.read_text("utf-8") == draw_page(), "run: make facts"
    assert KEPT.read_text("utf-8") == draw_shapes(), "run: make facts"


def test_facts_only_grow() -> None:
    assert find_breaks(msgspec.json.decode(draw_shapes())) == []


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "bare"])
@pytest.mark.parametrize("name", sorted(kept()))
def test_a_fact_as_it_was_told_is_still_read(name: str, whole: bool) -> None:
    kind = {one.name: one for one in told()}[name]
    payload = sample(kept()[name], whole=whole)
    payload[kind.subject_field] = ENVELOPE["subject_id"]
    fact = msgspec.convert(payload, kind)
    assert fact.subject_id() == UUID(str(ENVELOPE["subject_id"]))
    rows, misfits = read_rows(msgspec.json.encode({**ENVELOPE, "payload": payload}), kind)
    assert misfits == []
    assert rows.num_rows == 1


class Lit(Fact, frozen=True, kw_only=True):
    """What the catalogue would keep of a fact, to see what of a change it takes for no addition."""

    subject_kind: ClassVar[str] = "lamp"
    subject_field: ClassVar[str] = "lamp_id"

    lamp_id: UUID
    label: str
    watts: int | None = None
    rooms: tuple[UUID, ...] | None = None


BEFORE = shape_of(Lit)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"colour?": "text"}, []),
        ({"colour": "text"}, ["colour is new and may not be left out"]),
        ({"label": None}, ["label is gone"]),
        ({"label": "whole number"}, ["label was text and is whole number"]),
        ({"rooms?": ["id"]}, ["rooms? was {'or nothing': ['id']} and is ['id']"]),
        ({"watts?": None, "watts": "whole number or nothing"}, ["watts may no longer be left out"]),
        ({"watts?": "whole number"}, ["watts? was whole number or nothing and is whole number"]),
    ],
)
def test_what_is_no_addition_is_seen(change: dict[str, Any], found: list[str]) -> None:
    now = {name: shape for name, shape in {**BEFORE, **change}.items() if shape is not None}
    assert breaks(BEFORE, now) == found


def test_a_choice_may_grow_and_not_shrink() -> None:
    assert breaks({"state": "one of off, on"}, {"state": "one of dim, off, on"}) == []
    assert breaks({"state": "one of off, on"}, {"state": "one of on"}) != []
    assert breaks({"lamps": [{"id": "id"}]}, {"lamps": [{"id": "id", "room": "text"}]}) != []
