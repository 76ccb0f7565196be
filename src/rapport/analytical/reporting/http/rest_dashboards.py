"""/reports/dashboards: the dashboards a reader has."""

from ninja import Router

from rapport.analytical.reporting.queries.addresses import write_address
from rapport.analytical.reporting.queries.dashboards import Dashboard, get_dashboard, list_dashboards
from rapport.kernel.rest.api import Answer as Body
from rapport.kernel.rest.api import ApiRequest, Whole, asks

router = Router()
_SEES = asks("view:report")


class TileOut(Body):
    """A tile: its question as an address, how many of twelve columns wide, its own title."""

    question: str
    width: int
    title: str


class DashboardOut(Body):
    """A dashboard: `name` in addresses, its tiles in order, whether it is the reader's to change."""

    name: str
    label: str
    mine: bool
    shared: str
    tiles: list[TileOut]


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
def get_board(request: ApiRequest, board: str) -> DashboardOut:
    """Read one dashboard; 404 for one there is not, or that is not shared with you."""
    return _board(get_dashboard(board, actor=request.actor))


def _board(one: Dashboard) -> DashboardOut:
    tiles = [
        TileOut(question=write_address(tile.question), width=tile.width, title=tile.title)
        for tile in one.tiles
    ]
    return DashboardOut(name=one.name, label=one.label, mine=one.mine, shared=one.shared, tiles=tiles)
