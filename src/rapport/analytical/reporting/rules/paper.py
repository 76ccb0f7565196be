"""Blocks laid out on pages of A4, or on one long page, as SVG: what becomes a PDF or a picture.

Lengths are pixels at 96 to the inch. How wide a text is is guessed from its letters, since no font is at
hand; what would not fit is cut with an ellipsis.
"""

from collections.abc import Iterator, Sequence
from html import escape
from math import inf

from rapport.analytical.reporting.contracts.paper import Block, Figure, Paper, Picture, Sheet

WIDTH, HEIGHT, EDGE, GAP = 794, 1123, 44, 14
INNER = WIDTH - 2 * EDGE
ROW, HEAD, TITLE, FOOT = 19, 22, 24, 16
TOP, BOTTOM = 92, 44
POINT = 0.75
"""Points of paper in a pixel."""
FONT = "Inter, 'Noto Sans', 'Noto Sans CJK SC', 'DejaVu Sans', sans-serif"
INK, MUTED, LINE, GOOD, BAD = "#1b1d26", "#646a7a", "#e8e8ee", "#187a4b", "#b8323f"


def lay_out(paper: Paper, *, pages: bool = True) -> list[str]:
    """Return the pages of a report as SVG, top to bottom; one page as long as it takes without `pages`."""
    rows = [part for row in _rows(paper.blocks) for part in _split(row)]
    room = HEIGHT - BOTTOM if pages else inf
    placed: list[list[str]] = [[]]
    down = float(TOP)
    for row in rows:
        tall = max(_height(block) for block in row)
        if down + tall > room and placed[-1]:
            placed.append([])
            down = EDGE
        placed[-1].extend(_draw_row(row, down))
        down += tall + GAP
    height = HEIGHT if pages else down + BOTTOM - GAP
    return [
        _page(paper, parts, height, at + 1, len(placed), first=at == 0) for at, parts in enumerate(placed)
    ]


def width_of(columns: int) -> float:
    """Return how wide a block of so many of twelve columns is."""
    one = (INNER - 11 * GAP) / 12
    return columns * one + (columns - 1) * GAP


def measure(text: str, size: float) -> float:
    """Guess how wide a text is; letters of the East are square."""
    return size * sum(1.0 if ord(one) > 0x2E7F else 0.34 if one in " .,:;il|'!·" else 0.59 for one in text)


def cut(text: str, width: float, size: float) -> str:
    """Return as much of a text as fits, with an ellipsis where something is missing."""
    if measure(text, size) <= width:
        return text
    kept = text
    while kept and measure(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _rows(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Put blocks side by side while they fit into twelve columns."""
    row: list[Block] = []
    for block in blocks:
        if row and sum(one.width for one in row) + block.width > 12:
            yield row
            row = []
        row.append(block)
    if row:
        yield row


def _split(row: list[Block]) -> Iterator[list[Block]]:
    """Divide a table that is longer than a page; it stands alone then."""
    most = int((HEIGHT - EDGE - BOTTOM - TITLE - HEAD - FOOT - TOP) // ROW)
    for block in row:
        body = block.body
        if isinstance(body, Sheet) and len(body.rows) > most:
            for at in range(0, len(body.rows), most):
                last = at + most >= len(body.rows)
                part = Sheet(
                    body.heads, body.numbers, body.rows[at : at + most], body.left_out if last else ""
                )
                yield [Block(block.title, 12, part, block.foot if last else "")]
            row = [one for one in row if one is not block]
    if row:
        yield row


def _height(block: Block) -> float:
    foot = FOOT if block.foot else 0
    match block.body:
        case Figure():
            return 86
        case Picture() as picture:
            return TITLE + picture.height * _scale(picture, block) + foot
        case Sheet() as sheet:
            return TITLE + HEAD + ROW * len(sheet.rows) + (ROW if sheet.left_out else 0) + foot
    return TITLE + ROW + foot


def _scale(picture: Picture, block: Block) -> float:
    return min(1.0, width_of(block.width) / picture.width)


def _draw_row(row: Sequence[Block], down: float) -> Iterator[str]:
    along = float(EDGE)
    for block in row:
        yield f'<g transform="translate({along:.1f} {down:.1f})">{"".join(_draw(block))}</g>'
        along += width_of(block.width) + GAP


def _draw(block: Block) -> Iterator[str]:
    wide = width_of(block.width)
    yield _text(0, 13, cut(block.title, wide, 12.5), 12.5, weight=600)
    bottom = float(TITLE)
    match block.body:
        case Figure() as figure:
            yield from _draw_figure(figure, wide)
        case Picture() as picture:
            scale = _scale(picture, block)
            yield f'<g transform="translate(0 {TITLE}) scale({scale:.4f})">{picture.svg}</g>'
            bottom += picture.height * scale
        case Sheet() as sheet:
            yield from _draw_sheet(sheet, wide)
            bottom = _height(block) - (FOOT if block.foot else 0)
        case None:
            bottom += ROW
    if block.foot and not isinstance(block.body, Figure):
        yield _text(0, bottom + 11, cut(block.foot, wide, 10), 10, MUTED)


def _draw_figure(figure: Figure, wide: float) -> Iterator[str]:
    yield _text(0, 44, cut(figure.value, wide, 24), 24, weight=600)
    under = 62.0
    if figure.change:
        colour = MUTED if figure.welcome is None else GOOD if figure.welcome else BAD
        yield _text(0, under, figure.change, 11, colour)
        under += 15
    yield _text(0, under, cut(figure.note, wide, 10), 10, MUTED)


def _draw_sheet(sheet: Sheet, wide: float) -> Iterator[str]:
    widths = _share_widths(sheet, wide)
    starts = [sum(widths[:at]) for at in range(len(widths))]

    def line(cells: Sequence[str], down: float, colour: str, weight: int = 400) -> Iterator[str]:
        for text, number, start, width in zip(cells, sheet.numbers, starts, widths, strict=True):
            shown = cut(text, width - 8, 11)
            along = start + width - 4 if number else start
            yield _text(along, down, shown, 11, colour, weight=weight, end=number)

    yield from line(sheet.heads, TITLE + 13, MUTED, 600)
    for at, row in enumerate(sheet.rows):
        top = TITLE + HEAD + at * ROW
        yield f'<line x1="0" x2="{wide:.1f}" y1="{top}" y2="{top}" stroke="{LINE}"/>'
        yield from line(row, top + 13.5, INK)
    if sheet.left_out:
        yield _text(0, TITLE + HEAD + len(sheet.rows) * ROW + 13.5, cut(sheet.left_out, wide, 10), 10, MUTED)


def _share_widths(sheet: Sheet, wide: float) -> list[float]:
    """Give each column what its longest cell wants; where that is too much texts are cut, numbers are not."""
    wants = [
        max(measure(text, 11) for text in (head, *(row[at] for row in sheet.rows))) + 12
        for at, head in enumerate(sheet.heads)
    ]
    fixed = sum(want for want, number in zip(wants, sheet.numbers, strict=True) if number)
    whole = sum(wants) or 1.0
    if whole > wide > fixed + 40 * list(sheet.numbers).count(False):
        left = (wide - fixed) / ((whole - fixed) or 1.0)
        return [want if number else want * left for want, number in zip(wants, sheet.numbers, strict=True)]
    return [one * wide / whole for one in wants]


def _page(paper: Paper, parts: Sequence[str], height: float, at: int, of: int, *, first: bool) -> str:
    head = ""
    if first:
        head = _text(EDGE, 56, cut(paper.title, INNER, 22), 22, weight=700)
        head += _text(EDGE, 76, cut(paper.lead, INNER, 11), 11, MUTED)
    foot = _text(EDGE, height - 18, cut(paper.foot, INNER - 60, 9.5), 9.5, MUTED)
    number = _text(WIDTH - EDGE, height - 18, f"{at} / {of}", 9.5, MUTED, end=True) if of > 1 else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{WIDTH * POINT}" height="{height * POINT:.2f}" viewBox="0 0 {WIDTH} {height:.0f}"'
        f' font-family="{escape(FONT)}">'
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#ffffff"/>'
        f"{head}{''.join(parts)}{foot}{number}</svg>"
    )


def _text(
    x: float, y: float, text: str, size: float, colour: str = INK, *, weight: int = 400, end: bool = False
) -> str:
    anchor = ' text-anchor="end"' if end else ""
    sound = "".join(one for one in text if one.isprintable())
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}"{anchor}>'
        f"{escape(sound)}</text>"
    )
