"""How a delimited file is written: delimiter, quote, escape, header."""

import csv
import re
from typing import Final

import clevercsv

from rapport.customers.intake.formats.csv_reader import SEPARATOR_LINE
from rapport.customers.intake.formats.table import Layout

SAMPLE: Final = 16_000
USUAL: Final = [",", ";", "\t", "|"]
UNUSUAL: Final = ["^", "~", "¦", "§", "\x01", "\x1f", "!", "#", "*", "%"]
DATA_CELL: Final = re.compile(
    r"""^[+-]?[\d.,]*\d[\d.,]*%?$          # a number
    | ^\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}  # a date
    | ^[^@\s]+@[^@\s]+\.[^@\s]+$           # an e-mail address
    | ^\+?[\d\s()-]{7,}$                   # a phone number""",
    re.VERBOSE,
)


def _sniff(sample: str, delimiters: list[str]) -> "tuple[str, str, str] | None":
    try:
        found = clevercsv.Sniffer().sniff(sample, delimiters="".join(delimiters))
    except (clevercsv.exceptions.NoDetectionResult, clevercsv.Error, ValueError, IndexError, KeyError):
        return None
    if found is None or found.delimiter not in delimiters:
        return None
    return found.delimiter, found.quotechar or '"', found.escapechar or ""


def _consistent(sample: str) -> str:
    """The usual delimiter that cuts most lines into the same number of pieces (where the sniffer gives
    up).
    """
    lines = [line for line in sample.splitlines()[:200] if line.strip()]
    best, best_score = ",", 0.0
    for delimiter in USUAL:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        score = usual * counts.count(usual) / max(1, len(lines))
        if score > best_score:
            best, best_score = delimiter, score
    return best


def sniff_layout(text: str, encoding: str) -> Layout:
    """Return the likeliest layout of a delimited text from its first characters."""
    sample = text.lstrip("\ufeff\r\n")[:SAMPLE].replace("\0", "")
    first = re.split(r"[\r\n]", sample, maxsplit=1)[0]
    named = SEPARATOR_LINE.match(first)
    if named:
        return Layout("csv", encoding, delimiter=named[1])
    if "\n" in sample[: len(sample) - 1]:
        sample = sample[: sample.rfind("\n") + 1]
    # A comma in some cells is no delimiter when the first row has none.
    tries = (_sniff(sample, USUAL), _sniff(sample, UNUSUAL))
    found = next((one for one in tries if one and one[0] in first), None) or (_consistent(sample), '"', "")
    delimiter, quote, escape = found
    spaced = f"{delimiter} {quote}" in sample and f"{delimiter}{quote}" not in sample
    layout = Layout("csv", encoding, delimiter, quote, escape, spaced)
    return layout.changed(header=has_header(sample, layout))


def has_header(sample: str, layout: Layout) -> bool:
    """Say whether the first row names the columns: all texts, none of which looks like a datum."""
    reader = csv.reader(sample.splitlines(keepends=True), delimiter=layout.delimiter, quotechar=layout.quote)
    try:
        first = next(reader, [])
    except csv.Error:
        return True
    cells = [cell.strip() for cell in first if cell.strip()]
    if not cells:
        return False
    return not any(DATA_CELL.match(cell) for cell in cells)
