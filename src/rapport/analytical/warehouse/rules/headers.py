"""A model's file as text: a header of comments, one `-- word: value` a line, then one query."""

import re
from itertools import takewhile
from pathlib import PurePath

import sqlglot
from sqlglot import exp

from rapport.analytical.warehouse.contracts import Kind, Model, ModelColumn, QualityTest

DIALECT = "duckdb"
FACTS = "fact"
"""The schema under which a query names facts: `fact."order.placed.v1"`."""
_LINE = re.compile(r"^-- ([a-z]+): (.*)$")
_COLUMN = re.compile(r"^-- column ([a-z_]+) ([A-Z][A-Z0-9(), \[\]]*): (.+)$")
_MORE = re.compile(r"^--   +(.+)$")
KINDS: dict[str, Kind] = {"latest": "latest", "keyed": "keyed", "view": "view"}
WANTED = ("kind", "key", "grain", "owner", "about")


class BadHeader(ValueError):
    """A file of a mart does not say what it must."""


def read_model(path: PurePath, text: str) -> Model:
    """Return the model a file says; raises `BadHeader` with what is missing."""
    words, columns, sql = _split(text)
    missing = [word for word in WANTED if not words.get(word)]
    if missing or words["kind"] not in KINDS:
        raise BadHeader(f"{path.name} says no {', '.join(missing) or 'known kind'}.")
    if words["kind"] == "latest" and not words.get("newest"):
        raise BadHeader(f"{path.name} does not say what is newest.")
    facts, models = read_sources(sql)
    return Model(
        name=path.stem,
        mart=path.parent.name,
        kind=KINDS[words["kind"]],
        key=_list(words["key"]),
        newest=_list(words.get("newest", "")),
        by=words.get("by", ""),
        grain=words["grain"],
        owner=words["owner"],
        about=words["about"],
        columns=tuple(columns),
        lacks=words.get("lacks", ""),
        sql=sql,
        facts=facts,
        models=models,
    )


def read_test(path: PurePath, text: str) -> QualityTest:
    """Return the test a file says."""
    words, _, sql = _split(text)
    if not (words.get("of") and words.get("about")):
        raise BadHeader(f"{path.name} does not say what it watches over.")
    return QualityTest(path.stem, _list(words["of"]), words["about"], sql)


def read_sources(sql: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the facts and the models a query reads, each sorted."""
    tree = sqlglot.parse_one(sql, read=DIALECT)
    named_inside = {cte.alias for cte in tree.find_all(exp.CTE)}
    tables = list(tree.find_all(exp.Table))
    facts = {table.name for table in tables if table.db == FACTS}
    models = {table.name for table in tables if not table.db} - named_inside
    return tuple(sorted(facts)), tuple(sorted(models))


def _split(text: str) -> tuple[dict[str, str], list[ModelColumn], str]:
    words: dict[str, str] = {}
    columns: list[ModelColumn] = []
    lines = text.splitlines()
    head = list(takewhile(lambda line: line.startswith("--"), lines))
    last = ""
    for line in head:
        if column := _COLUMN.match(line):
            columns.append(ModelColumn(*column.groups()))
            last = ""
        elif word := _LINE.match(line):
            last = word.group(1)
            words[last] = word.group(2).strip()
        elif (more := _MORE.match(line)) and last:
            words[last] += " " + more.group(1).strip()
        elif more and columns:
            kept = columns.pop()
            columns.append(ModelColumn(kept.name, kept.type, f"{kept.about} {more.group(1).strip()}"))
    return words, columns, "\n".join(lines[len(head) :]).strip().rstrip(";")


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())
