"""A model's file as text: a header of comments, one `-- word: value` a line, then one query."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import PurePath

import sqlglot
from sqlglot import exp

from rapport.analytical.warehouse.contracts import Gap, Kind, Model, ModelColumn, QualityTest

DIALECT = "duckdb"
FACTS = "fact"
"""The schema under which a query names facts: `fact."order.placed.v1"`."""
_LINE = re.compile(r"^-- ([a-z]+): (.*)$")
_COLUMN = re.compile(r"^-- column ([a-z_]+) ([A-Z][A-Za-z_0-9(), \[\]]*): (.+)$")
_GAP = re.compile(r"^-- gap ([a-z_]+) ([A-Z]\d+): (.+)$")
_MORE = re.compile(r"^--   +(.+)$")
KINDS: dict[str, Kind] = {"latest": "latest", "keyed": "keyed", "whole": "whole", "view": "view"}
WANTED = ("kind", "key", "grain", "owner", "about")
NEEDED = {"latest": "newest", "keyed": "by"}
"""What only some kinds must say."""
GONE = "gone"
"""The model of persons who left; what `forgets` them reads it."""


class BadHeader(ValueError):
    """A file of a mart does not say what it must."""


def read_model(path: PurePath, text: str) -> Model:
    """Return the model a file says; raises `BadHeader` with what is missing."""
    head = _split(text)
    words = head.words
    missing = [word for word in (*WANTED, NEEDED.get(words.get("kind", ""), "kind")) if not words.get(word)]
    if missing or words["kind"] not in KINDS:
        raise BadHeader(f"{path.name} says no {', '.join(missing) or 'known kind'}.")
    facts, models = read_sources(head.sql)
    read = {*models, *([GONE] if words.get("forgets") else [])}
    return Model(
        name=path.stem,
        mart=path.parent.name,
        kind=KINDS[words["kind"]],
        key=_list(words["key"]),
        newest=_list(words.get("newest", "")),
        by=words.get("by", ""),
        through=words.get("through", ""),
        forgets=_list(words.get("forgets", "")),
        grain=words["grain"],
        owner=words["owner"],
        about=words["about"],
        columns=tuple(ModelColumn(*column) for column in head.columns),
        gaps=tuple(Gap(*gap) for gap in head.gaps),
        sql=head.sql,
        facts=facts,
        models=tuple(sorted(read)),
    )


def read_test(path: PurePath, text: str) -> QualityTest:
    """Return the test a file says."""
    head = _split(text)
    words = head.words
    if not (words.get("of") and words.get("about")):
        raise BadHeader(f"{path.name} does not say what it watches over.")
    blocks = words.get("blocks", "yes") != "no"
    return QualityTest(
        path.stem,
        _list(words["of"]),
        words["about"],
        head.sql,
        words.get("by", ""),
        blocks,
        tells=words.get("tells") == "yes",
    )


def words_of(text: str) -> list[str]:
    """Return what a header says to readers, for translation: of the model, its columns, its gaps."""
    head = _split(text)
    words = [head.words[word] for word in ("grain", "about") if head.words.get(word)]
    return words + [one[2] for one in (*head.columns, *head.gaps)]


def read_sources(sql: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the facts and the models a query reads, each sorted."""
    tree = sqlglot.parse_one(sql, read=DIALECT)
    named_inside = {cte.alias for cte in tree.find_all(exp.CTE)}
    tables = list(tree.find_all(exp.Table))
    facts = {table.name for table in tables if table.db == FACTS}
    models = {table.name for table in tables if not table.db} - named_inside
    return tuple(sorted(facts)), tuple(sorted(models))


@dataclass(slots=True)
class _Head:
    """What stands before a query, and the query; the last item of a line may go on in the next."""

    words: dict[str, str] = field(default_factory=dict)
    columns: list[list[str]] = field(default_factory=list)
    gaps: list[list[str]] = field(default_factory=list)
    sql: str = ""


def _split(text: str) -> _Head:
    head = _Head()
    lines = text.splitlines()
    written = list(takewhile(lambda line: line.startswith("--"), lines))
    for line in _join(written):
        if column := _COLUMN.match(line):
            head.columns.append(list(column.groups()))
        elif gap := _GAP.match(line):
            head.gaps.append(list(gap.groups()))
        elif word := _LINE.match(line):
            head.words[word.group(1)] = word.group(2).strip()
    head.sql = "\n".join(lines[len(written) :]).strip().rstrip(";")
    return head


def _join(lines: Iterable[str]) -> list[str]:
    """Return the lines of a header with those that go on put behind what they belong to."""
    joined: list[str] = []
    for line in lines:
        if joined and (more := _MORE.match(line)):
            joined[-1] += f" {more.group(1).strip()}"
        else:
            joined.append(line)
    return joined


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())
