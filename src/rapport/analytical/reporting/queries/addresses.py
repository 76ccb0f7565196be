"""A question in an address, and back:
`of=revenue&by=month,channel&filter=country:is:DE&in=90d&top=5&as=line`."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from rapport.analytical.reporting.contracts.questions import FACES, Face, Question
from rapport.kernel.errors import Unknown, say
from rapport.kernel.filters.api import EVERYTHING, parse, write_compact

LONGEST = 4_000


def write_address(question: Question) -> str:
    """Return a question as the query of an address; what is as usual is left out."""
    pairs = [
        ("of", ",".join(question.metrics)),
        ("by", ",".join(question.by)),
        ("filter", write_compact(question.filter) if question.filter != EVERYTHING else ""),
        ("in", question.period),
        ("sort", question.sort),
        ("top", str(question.top or "")),
        ("as", question.face),
    ]
    return urlencode([pair for pair in pairs if pair[1]], safe=",:|")


def read_address(query: str) -> Question:
    """Return the question of an address; raises `Unknown` for what has no such form."""
    if len(query) > LONGEST:
        raise Unknown("The question is too long.", code="question")
    return read_asked(dict(parse_qsl(query.lstrip("?"), max_num_fields=40)))


def read_asked(asked: Mapping[str, str]) -> Question:
    """Return the question of named texts; raises `Unknown`. Whether its names are there, planning says."""
    face = asked.get("as", "table")
    top = asked.get("top", "") or "0"
    wrong: dict[str, str] = {}
    if face not in FACES:
        wrong["as"] = say("A number, line, bar or table.")
    if not (top.isascii() and top.isdigit() and len(top) < 6):
        wrong["top"] = say("A whole number.")
    if wrong:
        raise Unknown("This cannot be asked.", code="question", fields=wrong)
    return Question(
        metrics=_list(asked.get("of", "")),
        by=_list(asked.get("by", "")),
        filter=parse(asked["filter"]) if asked.get("filter") else EVERYTHING,
        period=asked.get("in", "") or "28d",
        sort=asked.get("sort", ""),
        top=int(top),
        face=_face(face),
    )


def _face(text: str) -> Face:
    return next(one for one in FACES if one == text)


def _list(text: str) -> tuple[str, ...]:
    return tuple(one for one in (part.strip() for part in text.split(",")) if one)
