"""Which column is which field, guessed from headers in English and Chinese (pure)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rapport.customers.intake.contracts.fields import TargetField

NUMBER_BEHIND: Final = re.compile(r"\s*\d+$")
IN_BRACKETS: Final = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
NOT_A_WORD: Final = re.compile(r"[\W_]+")
EXACT, WITHOUT_EXTRAS, CONTAINED = 3, 2, 1


def words_of(header: str) -> list[str]:
    """Return the header's words: widths folded, `CamelCase` and `snake_case` cut, punctuation gone."""
    text = unicodedata.normalize("NFKC", header).strip().strip("*")
    return [word for word in NOT_A_WORD.split(CAMEL.sub(" ", text).casefold()) if word]


def compact(header: str) -> str:
    """Return the header's words run together, for comparison."""
    return "".join(words_of(header))


def bare(header: str) -> str:
    """Return the header without its kind in brackets and the number behind: `E-mail (work) 2` → `E-mail`."""
    return IN_BRACKETS.sub("", NUMBER_BEHIND.sub("", header)).strip() or header


def likeness(header: str, field: TargetField) -> int:
    """Say how well a header names a field: 3 exactly, 2 apart from brackets and numbers, 1 as a part, 0
    not at all.
    """
    names = {compact(word) for word in (*field.words, field.name, field.name.replace("_", " "))}
    if compact(header) in names:
        return EXACT
    if compact(bare(header)) in names:
        return WITHOUT_EXTRAS
    return CONTAINED if _contains(words_of(bare(header)), names) else 0


def _contains(words: Sequence[str], names: Iterable[str]) -> bool:
    """A run of whole words must be the name: `city` is no part of `capacity`; Chinese headers may end in
    it.
    """
    runs = {
        "".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)
    }
    long_enough = {name for name in names if len(name) > 3 or not name.isascii()}
    if runs & long_enough:
        return True
    whole = "".join(words)
    return not whole.isascii() and any(not name.isascii() and whole.endswith(name) for name in long_enough)


def suggest_mapping(columns: Sequence[str], fields: Sequence[TargetField]) -> dict[str, list[str]]:
    """Return field → columns, the best likeness first; a column serves one field, `many` fields take all
    that fit.
    """
    scored = [
        (-likeness(column, field), position, rank, column, field)
        for position, column in enumerate(columns)
        for rank, field in enumerate(fields)
        if likeness(column, field)
    ]
    mapping: dict[str, list[str]] = {}
    used: set[str] = set()
    for _, _, _, column, field in sorted(scored, key=lambda entry: entry[:3]):
        if column in used or (field.name in mapping and not field.many):
            continue
        mapping.setdefault(field.name, []).append(column)
        used.add(column)
    order = {column: position for position, column in enumerate(columns)}
    return {
        field.name: sorted(mapping[field.name], key=order.__getitem__)
        for field in fields
        if field.name in mapping
    }


def missing_fields(mapping: Mapping[str, Sequence[str]], fields: Sequence[TargetField]) -> list[str]:
    """Return the required fields that no column is mapped to."""
    return [field.name for field in fields if field.required and not mapping.get(field.name)]


def kind_in_header(header: str) -> str:
    """Return the kind written in a header's brackets: `Phone (work) 2` → `work`."""
    found = re.search(r"[(（]([^)）]*)[)）]", header)
    return found[1].strip()[:40] if found else ""
