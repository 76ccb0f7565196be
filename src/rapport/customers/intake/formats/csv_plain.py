"""Blocks of plain rows as columns; loads polars, so only the running of an import imports it.

A block with anything a single line could hide (a broken character, a row of another width, a quote that goes
on over lines) is left to the reader of single lines.
"""

import csv

import polars as pl

from rapport.customers.intake.formats.csv_blocks import delimited
from rapport.customers.intake.formats.table import BROKEN, Layout


def plain_columns(lines: str, layout: Layout, width: int) -> pl.DataFrame | None:
    """Return the columns of a block in which every line is a sound row; None where one may not be."""
    if width < 2 or "\0" in lines or BROKEN in lines or ("=" in lines and "sep=" in lines.lower()):
        return None
    text = lines.replace("\r\n", "\n").removesuffix("\n")
    if "\r" in text:
        return None
    quoted = layout.space_after_delimiter or any(
        mark and mark in text for mark in (layout.quote, layout.escape)
    )
    return _read(text, layout, width) if quoted else _parted(text, layout.delimiter, width)


def _parted(text: str, delimiter: str, width: int) -> pl.DataFrame | None:
    lines = pl.Series([text]).str.split("\n").explode()
    if not (lines.str.count_matches(delimiter, literal=True) == width - 1).all():
        return None
    columns = lines.str.split_exact(delimiter, width - 1).struct.unnest()
    return columns.rename({name: str(place) for place, name in enumerate(columns.columns)})


def _read(text: str, layout: Layout, width: int) -> pl.DataFrame | None:
    """A row that goes on over lines, or is not strictly well-formed, is for the slower way to judge."""
    lines = text.split("\n")
    try:
        rows = list(delimited(lines, layout, strict=True))
    except csv.Error:
        return None
    if len(rows) != len(lines) or set(map(len, rows)) != {width}:
        return None
    return pl.DataFrame({str(place): column for place, column in enumerate(zip(*rows, strict=True))})
