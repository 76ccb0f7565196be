"""Writes of dashboards and reports: tiles moved, resized, added, taken away; questions kept under a name.

Both are saved views (`kernel.views`): a reader's own, or shared with their teams, their unit or everybody.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from rapport.analytical.reporting.contracts import Tile
from rapport.analytical.reporting.queries.addresses import read_address, write_address
from rapport.analytical.reporting.queries.dashboards import (
    KIND,
    MOST_TILES,
    WIDTHS,
    Dashboard,
    get_dashboard,
    read_tile,
    write_tiles,
)
from rapport.analytical.reporting.queries.planning import check_question
from rapport.kernel.errors import Conflict, Forbidden, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.views.api import SavedView, change_view, create_view, remove_view

REPORT = "report"
MOVES = {"earlier": -1, "later": 1}


def arrange_tile(board: str, tile: str, do: str, *, actor: Actor) -> Dashboard:
    """Move a tile (`earlier`, `later`), resize it (`narrower`, `wider`) or take it away (`remove`).

    A delivered dashboard becomes the reader's own arrangement of it. Raises `Missing` for a dashboard there
    is not, `Invalid` for a tile or change there is not, `Forbidden` for somebody else's dashboard.
    """
    found = _get(board, actor)
    tiles = list(found.tiles)
    at = next((place for place, one in enumerate(tiles) if one.id == tile), None)
    if at is None:
        raise Invalid("There is no such tile.", code="tile")
    if do in MOVES:
        tiles.insert(min(max(at + MOVES[do], 0), len(tiles) - 1), tiles.pop(at))
    elif do in ("narrower", "wider"):
        tiles[at] = replace(tiles[at], width=_resize(tiles[at].width, 1 if do == "wider" else -1))
    elif do == "remove":
        del tiles[at]
    else:
        raise Invalid("A tile cannot be changed so.", code="tile")
    return _keep(found, tiles, actor)


def add_tile(board: str, address: str, *, actor: Actor) -> Dashboard:
    """Put a question on a dashboard, as its last tile; raises `Conflict` past sixteen, and what
    `arrange_tile` raises."""
    found = _get(board, actor)
    if len(found.tiles) >= MOST_TILES:
        raise Conflict("A dashboard has at most sixteen tiles.", code="too-many-tiles")
    face = read_address(address).face
    return _keep(found, [*found.tiles, read_tile("new", address, 3 if face == "number" else 6)], actor)


def reset_dashboard(board: str, *, actor: Actor) -> None:
    """Go back to a dashboard as it was delivered; nothing changes where nobody arranged it."""
    found = _get(board, actor)
    if found.view_id is not None:
        remove_view(found.view_id, actor=actor)


def keep_report(name: str, address: str, *, shared: str = "own", actor: Actor) -> SavedView:
    """Keep a question under a name; raises `Invalid`, `Forbidden`, `Conflict`."""
    actor.require("view", "report")
    question = read_address(address)
    check_question(question)
    return create_view(REPORT, name, write_address(question), shared=shared, actor=actor)


def _get(board: str, actor: Actor) -> Dashboard:
    found = get_dashboard(board, actor=actor)
    if found.view_id is not None and not found.mine:
        raise Forbidden("This dashboard is somebody else's.", code="not-yours")
    return found


def _keep(board: Dashboard, tiles: Sequence[Tile], actor: Actor) -> Dashboard:
    own = board.name != board.builtin
    query = write_tiles(board.builtin, own, tiles)
    view_id: UUID | None = board.view_id
    if view_id is None:
        create_view(KIND, board.label[:80], query, actor=actor)
    else:
        change_view(view_id, query=query, actor=actor)
    return get_dashboard(board.name, actor=actor)


def _resize(width: int, by: int) -> int:
    return WIDTHS[min(max(WIDTHS.index(width) + by, 0), len(WIDTHS) - 1)]
