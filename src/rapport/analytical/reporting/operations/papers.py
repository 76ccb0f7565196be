"""A dashboard or a question drawn for a reader apart from any page: as PDF, picture, Excel or CSV."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from rapport.analytical.reporting.contracts import Answer, Tile
from rapport.analytical.reporting.contracts.paper import MEDIA, Block, Figure, Form, Paper, Picture, Sheet
from rapport.analytical.reporting.operations.files import write_file, write_sheets
from rapport.analytical.reporting.queries.addresses import read_address, write_address
from rapport.analytical.reporting.queries.asking import ask_all
from rapport.analytical.reporting.queries.charts import draw_answer
from rapport.analytical.reporting.queries.dashboards import get_dashboard
from rapport.analytical.reporting.queries.planning import check_question
from rapport.analytical.reporting.queries.words import (
    change_of,
    say_lost,
    say_period,
    title_of,
    write_cell,
    write_figure,
)
from rapport.analytical.reporting.rules.paper import lay_out, width_of
from rapport.kernel.errors import Missing, RapportError
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import Viewer
from rapport.ui.api.drawing import draw_for_page, write_drawing

MOST_ROWS = 200
"""Rows of a table on paper; Excel and CSV have them all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found for a report: its title, where it is to be seen, tiles with their answers, as of when.

    `refused` are tiles that could not be answered, with why.
    """

    title: str
    href: str
    found: tuple[tuple[Tile, Answer], ...]
    refused: tuple[tuple[Tile, str], ...]
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Made:
    """A file: its name, its media type, its bytes."""

    name: str
    media: str
    content: bytes


def find_shown(board: str, address: str, *, actor: Actor) -> Shown:
    """Ask all that a dashboard (by its name) or a question (by its address) shows to somebody.

    Raises `Missing` for a dashboard there is not and before the first build, `Unknown` for a question that
    cannot be asked, `Forbidden`, `Upstream` while the marts are copied; and where nothing at all can be
    answered, why not.
    """
    tiles, title, href = _list_tiles(board, address, actor)
    answers = ask_all([one.question for one in tiles], actor=actor, compare=True)
    found, refused = [], []
    trouble: RapportError = Missing("There is nothing on this dashboard.")
    for tile, answer in zip(tiles, answers, strict=True):
        if isinstance(answer, Answer):
            found.append((tile, answer))
        else:
            trouble = answer
            refused.append((tile, answer.message))
    if not found:
        raise trouble
    title = title or title_of(found[0][1].columns)
    return Shown(title, href, tuple(found), tuple(refused), found[0][1].as_of)


def make_files(shown: Shown, name: str, form: Form, viewer: Viewer, actor: Actor) -> list[Made]:
    """Return a report as files of one form: one, or a CSV for each question. `name` has no ending."""
    titled = [(tile.title or title_of(answer.columns), answer) for tile, answer in shown.found]
    if form == "xlsx":
        return [Made(f"{name}.xlsx", MEDIA[form], write_sheets(titled, viewer))]
    if form == "csv":
        many = len(titled) > 1
        return [
            Made(f"{name}{f'-{at + 1}' if many else ''}.csv", MEDIA[form], write_file(answer, "csv", viewer))
            for at, (_title, answer) in enumerate(titled)
        ]
    svgs = lay_out(draw_paper(shown, viewer, actor), pages=form == "pdf")
    return [Made(f"{name}.{form}", MEDIA[form], write_drawing(svgs, "pdf" if form == "pdf" else "png"))]


def draw_paper(shown: Shown, viewer: Viewer, actor: Actor) -> Paper:
    """Return what a report looks like on paper, in the reader's language."""
    place = get_own_tenant(actor.tenant_id).name
    lead = [place, viewer.moment(viewer.now)]
    if shown.as_of:
        lead.append(_("figures as of %(moment)s") % {"moment": viewer.moment(shown.as_of)})
    blocks = [block for at, one in enumerate(shown.found) for block in _draw_tile(at, *one, viewer)]
    blocks += [Block(tile.title or _("Nothing to show"), 12, None, why) for tile, why in shown.refused]
    return Paper(shown.title, " · ".join(lead), tuple(blocks), f"{place} · Rapport")


def say_numbers(shown: Shown, viewer: Viewer) -> list[str]:
    """Return the numbers of a report as short sentences for a letter."""
    return [
        _("%(figure)s: %(value)s") % {"figure": tile.title or title_of(answer.columns), "value": said}
        for tile, answer in shown.found
        if not answer.question.by
        for said in [_say_number(answer, viewer)]
    ]


def _list_tiles(board: str, address: str, actor: Actor) -> tuple[list[Tile], str, str]:
    if board:
        found = get_dashboard(board, actor=actor)
        return list(found.tiles), found.label, f"/dashboards/{board}"
    question = read_address(address)
    check_question(question)
    href = f"/ask?{write_address(question)}"
    if question.by:
        return [Tile("0", question, 12)], "", href
    each = [replace(question, metrics=(name,), face="number", sort="") for name in question.metrics]
    title = "" if len(each) > 1 else None
    return [Tile(str(at), one, 4) for at, one in enumerate(each)], title or "", href


def _draw_tile(at: int, tile: Tile, answer: Answer, viewer: Viewer) -> Iterator[Block]:
    title = tile.title or title_of(answer.columns)
    foot = " · ".join(one for one in (say_period(tile.question.period, viewer), say_lost(answer)) if one)
    if not answer.question.by:
        yield Block(title, tile.width, _draw_number(answer, foot, viewer))
        return
    picture = _draw_picture(at, tile, answer, viewer) if tile.question.face in ("line", "bar") else None
    if picture:
        yield Block(title, tile.width, picture, foot)
    if not picture or tile.width == 12:
        yield Block(title, tile.width, _draw_sheet(answer, viewer), "" if picture else foot)


def _draw_number(answer: Answer, foot: str, viewer: Viewer) -> Figure:
    metric = next(one.metric for one in answer.columns if one.metric)
    change = change_of(answer)
    welcome = None if not change else (change > 0) == metric.good_when_up
    value = write_figure(answer.whole[0], metric, answer.currency, viewer, short=True)
    return Figure(value, foot, _write_change(change, viewer), welcome)


def _say_number(answer: Answer, viewer: Viewer) -> str:
    metric = next(one.metric for one in answer.columns if one.metric)
    value = write_figure(answer.whole[0], metric, answer.currency, viewer)
    change = _write_change(change_of(answer), viewer)
    return f"{value} ({change})" if change else value


def _write_change(change: float | None, viewer: Viewer) -> str:
    if change is None:
        return ""
    return f"{'+' if change > 0 else '−' if change < 0 else '±'}{viewer.share(abs(change))}"


def _draw_picture(at: int, tile: Tile, answer: Answer, viewer: Viewer) -> Picture | None:
    chart = draw_answer(answer, viewer, id=f"paper-{at}")
    if chart is None:
        return None
    return Picture(*draw_for_page(chart.themed, round(width_of(tile.width)), f"p{at}", viewer.locale))


def _draw_sheet(answer: Answer, viewer: Viewer) -> Sheet:
    columns = range(len(answer.columns))
    rows = [[write_cell(answer, row, at, viewer) for at in columns] for row in answer.rows[:MOST_ROWS]]
    splits = len(answer.question.by)
    left = len(answer.rows) - len(rows)
    return Sheet(
        heads=[one.label for one in answer.columns],
        numbers=[at >= splits for at in columns],
        rows=rows,
        left_out=_("and %(count)s more") % {"count": viewer.number(left)} if left else "",
    )
