"""/reports/dashboards: the dashboards a reader has."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Path, Router, Status
from pydantic import ConfigDict, Field, StringConstraints

from rapport.analytical.reporting.operations import homes
from rapport.analytical.reporting.queries.addresses import write_address
from rapport.analytical.reporting.queries.dashboards import Dashboard, get_dashboard, list_dashboards
from rapport.analytical.reporting.queries.homes import find_home
from rapport.kernel.errors import Unknown
from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    Body,
    Name,
    Whole,
    answer_new,
    answer_one,
    asks,
    require_unchanged,
)

router, home = Router(), Router()
_SEES = asks("view:report")
_Sharing = Literal["own", "team", "unit", "all"]
BoardName = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z0-9-]+$")]
BoardPath = Annotated[str, Path(max_length=40)]
ShortName = Annotated[Name, StringConstraints(max_length=80)]


class TileOut(Answer):
    """A tile: its question as an address, how many of twelve columns wide, its own title."""

    question: str
    width: int
    title: str


class DashboardOut(Answer):
    """A dashboard: `name` in addresses, its tiles in order, whether it is the reader's to change, and whether
    they pinned it."""

    name: str
    label: str
    mine: bool
    shared: str
    pinned: bool
    tiles: list[TileOut]


class CopyIn(Body):
    """A dashboard of one's own, with the tiles of another; who sees it beside you."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"of": "owner", "name": "Monday", "shared": "team"}]}
    )

    of: BoardName
    name: ShortName
    shared: _Sharing = "own"


class BoardChange(Body):
    """What to change; what is left out stays. A delivered dashboard can only be pinned."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"pinned": True}]})

    name: ShortName = Field(default="")
    shared: _Sharing = "own"
    pinned: Annotated[bool, Field(strict=True)] = False


class HomeIn(Body):
    """The dashboard you see first."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"dashboard": "sales"}]})

    dashboard: BoardName


@router.get(
    "",
    response=Whole[DashboardOut],
    operation_id="list_dashboards",
    summary="List dashboards",
    openapi_extra=_SEES,
)
def list_boards(request: ApiRequest) -> Whole[DashboardOut]:
    """List your dashboards: those delivered, as you arranged them, your own, and those shared with you."""
    return Whole[DashboardOut](items=[_board(one) for one in list_dashboards(request.actor)])


@router.get(
    "/{board}",
    response=DashboardOut,
    operation_id="get_dashboard",
    summary="Read a dashboard",
    openapi_extra=_SEES,
)
def get_board(request: ApiRequest, board: str, response: HttpResponse) -> DashboardOut:
    """Read one dashboard; 404 for one there is not, or that is not shared with you."""
    return answer_one(_board(get_dashboard(board, actor=request.actor)), response)


@router.post(
    "",
    response={201: DashboardOut},
    operation_id="copy_dashboard",
    summary="Copy a dashboard",
    openapi_extra=_SEES,
)
def copy(request: ApiRequest, body: CopyIn, response: HttpResponse) -> Status[DashboardOut]:
    """Keep a dashboard's tiles as one of your own; 404 for one there is not, 403 for who is no member."""
    made = homes.copy_dashboard(_named(request, body.of), body.name, shared=body.shared, actor=request.actor)
    return answer_new(_board(made), response, f"/api/v1/reports/dashboards/{made.name}")


@router.patch(
    "/{board}",
    response=DashboardOut,
    operation_id="change_dashboard",
    summary="Rename, share or pin a dashboard",
    openapi_extra=_SEES,
)
def change(request: ApiRequest, board: str, body: BoardChange, response: HttpResponse) -> DashboardOut:
    """Rename a dashboard of your own, share it otherwise, pin it for yourself; with If-Match (412).

    409 where it is as it was delivered.
    """
    sent = body.model_dump(exclude_unset=True)
    found = get_dashboard(board, actor=request.actor)
    require_unchanged(request, _board(found))
    if "name" in sent or "shared" in sent:
        words = {"name": sent.get("name"), "shared": sent.get("shared")}
        found = homes.change_dashboard(board, actor=request.actor, **words)
    if "pinned" in sent:
        found = homes.pin_dashboard(board, body.pinned, actor=request.actor)
    return answer_one(_board(found), response)


@home.get(
    "",
    response=DashboardOut,
    operation_id="get_home_dashboard",
    summary="Read your home dashboard",
    openapi_extra=_SEES,
)
def get_home(request: ApiRequest, response: HttpResponse) -> DashboardOut:
    """Read the dashboard you see first: the one you chose, else the one your rights say you decide by."""
    return answer_one(_board(find_home(request.actor)), response)


@home.put(
    "",
    response=DashboardOut,
    operation_id="choose_home_dashboard",
    summary="Choose your home dashboard",
    openapi_extra=_SEES,
)
def choose(request: ApiRequest, body: HomeIn, response: HttpResponse) -> DashboardOut:
    """Choose what you see first; with If-Match of what it was (412).

    404 for a dashboard there is not, 403 for who is no member.
    """
    name = _named(request, body.dashboard)
    require_unchanged(request, _board(find_home(request.actor)))
    return answer_one(_board(homes.make_home(name, actor=request.actor)), response)


def _named(request: ApiRequest, name: str) -> str:
    """Return the name of a dashboard a body speaks of; raises `Unknown` before all else."""
    if name not in {one.name for one in list_dashboards(request.actor)}:
        raise Unknown("There is no such dashboard.")
    return name


def _board(one: Dashboard) -> DashboardOut:
    tiles = [
        TileOut(question=write_address(tile.question), width=tile.width, title=tile.title)
        for tile in one.tiles
    ]
    return DashboardOut(
        name=one.name, label=one.label, mine=one.mine, shared=one.shared, pinned=one.pinned, tiles=tiles
    )
