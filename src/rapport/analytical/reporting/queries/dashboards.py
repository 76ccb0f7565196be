"""Reads of dashboards: those delivered, as their readers arranged them, and those shared with them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from rapport.analytical.reporting.contracts import Tile
from rapport.analytical.reporting.contracts.dashboards import BUILTINS, Builtin
from rapport.analytical.reporting.queries.addresses import read_address, write_address
from rapport.analytical.reporting.queries.planning import check_question
from rapport.kernel.errors import Invalid, Missing, RapportError
from rapport.kernel.identity.api import Actor
from rapport.kernel.views.api import SavedView, list_views

KIND = "dashboard"
MOST_TILES = 16
WIDTHS = (3, 4, 6, 8, 12)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A dashboard for one reader: its tiles in order; `view_id` where it is kept, `mine` where they may
    change it.

    `builtin` is the delivered one it is, or was made from. `pinned` and `standard` (their home) are the
    reader's own marks.
    """

    name: str
    label: str
    lead: str
    tiles: tuple[Tile, ...]
    builtin: str = ""
    view_id: UUID | None = None
    mine: bool = False
    shared: str = "own"
    pinned: bool = False
    standard: bool = False


def list_dashboards(actor: Actor) -> list[Dashboard]:
    """Return the dashboards a reader may choose from: the delivered ones as they arranged them, then
    others."""
    actor.require("view", "report")
    kept = [one for view in list_views(KIND, actor=actor) if (one := _of_view(view))]
    arranged = {one.builtin: one for one in kept if one.mine and one.builtin and one.name in BUILTINS}
    first = [arranged.get(name) or _of_builtin(one) for name, one in BUILTINS.items()]
    found = [*first, *(one for one in kept if one.name not in BUILTINS)]
    return sorted(found, key=lambda one: not one.pinned)


def get_dashboard(name: str, *, actor: Actor) -> Dashboard:
    """Return one of a reader's dashboards by its name; raises `Missing`."""
    return find_board(name, list_dashboards(actor))


def find_board(name: str, boards: Sequence[Dashboard]) -> Dashboard:
    """Return the dashboard of this name among some; raises `Missing`."""
    found = next((one for one in boards if one.name == name), None)
    if found is None:
        raise Missing("There is no such dashboard.")
    return found


def find_delivered(name: str) -> Builtin | None:
    """Return a dashboard as it was delivered."""
    return BUILTINS.get(name)


def write_unchanged(builtin: str) -> str:
    """Return how a delivered dashboard is kept that a reader marked, but did not arrange."""
    return json.dumps({"of": builtin, "own": False}, separators=(",", ":"))


def name_of(view: SavedView) -> str:
    """Return the name in addresses of a kept dashboard."""
    found = _of_view(view)
    return found.name if found else str(view.id)


def write_tiles(builtin: str, own: bool, tiles: Sequence[Tile]) -> str:
    """Return how a dashboard is kept: `own` ones stand beside the delivered one they were made from."""
    rows = [[write_address(one.question), one.width, *([one.title] if one.title else [])] for one in tiles]
    return json.dumps({"of": builtin, "own": own, "tiles": rows}, separators=(",", ":"), ensure_ascii=False)


def read_tile(id: str, address: str, width: int, title: str = "") -> Tile:
    """Return a tile of an address; raises `Invalid`."""
    question = read_address(address)
    check_question(question)
    if width not in WIDTHS:
        raise Invalid("A tile is 3, 4, 6, 8 or 12 columns wide.", code="width")
    return Tile(id, question, width, title.replace("\0", "").strip()[:80])


def _of_builtin(one: Builtin) -> Dashboard:
    tiles = tuple(Tile(str(at), read_address(text), width) for at, (text, width) in enumerate(one.tiles))
    return Dashboard(one.name, str(one.label), str(one.lead), tiles, builtin=one.name)


def _of_view(view: SavedView) -> Dashboard | None:
    """Return a kept dashboard; tiles that name what is no longer there are left out.

    One that is kept without tiles has those it is delivered with.
    """
    try:
        kept = json.loads(view.query)
        builtin = BUILTINS.get(str(kept.get("of", "")))
        asked = kept.get("tiles", builtin.tiles if builtin else ())
        rows = [(str(row[0]), int(row[1]), "".join(map(str, row[2:3]))) for row in asked]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None
    made = Dashboard(
        name=str(view.id),
        label=view.name,
        lead="",
        tiles=tuple(_read_tiles(rows)),
        builtin=builtin.name if builtin else "",
        view_id=view.id,
        mine=view.mine,
        shared=view.shared,
        pinned=view.pinned,
        standard=view.standard,
    )
    if builtin and view.mine and not kept.get("own"):
        return replace(made, name=builtin.name, label=str(builtin.label), lead=str(builtin.lead))
    return made


def _read_tiles(rows: Sequence[tuple[str, int, str]]) -> Iterator[Tile]:
    for at, row in enumerate(rows[:MOST_TILES]):
        try:
            yield read_tile(str(at), *row)
        except RapportError:
            continue
