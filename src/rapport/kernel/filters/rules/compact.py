"""The form of a filter in an address: `country:is:DE;or(stage:is:customer;some.orders(total:above:100 EUR))`.

Parts are joined by `;`, values by `|`; `~` stands before a sign of the language that is meant as itself.
"""

import re

from rapport.kernel.errors import say
from rapport.kernel.filters import contracts
from rapport.kernel.filters.contracts import And, Condition, Filter, InvalidFilter, Not, Or, Refusal, Related
from rapport.kernel.filters.rules.forms import check_shape

_SIGNS = re.compile(r"([~;:|()])")
_STOPS = frozenset(";:|()")
_LONGEST = 8_000


def write_compact(filter: Filter) -> str:
    """Return the form for an address; a filter that leaves nothing out is an empty text."""
    if isinstance(filter, And) and len(filter.parts) != 1:
        return ";".join(_part(part) for part in filter.parts)
    return _part(filter)


def read_compact(text: str) -> Filter:
    """Return the filter an address holds; raises `InvalidFilter` with the place of the error."""
    if len(text) > _LONGEST:
        raise InvalidFilter(
            "The filter is too large.",
            [Refusal("filter", "", say("At most %(most)d characters.", most=_LONGEST))],
        )
    parser = _Parser(text)
    parts = parser.parts(1) if text else []
    if parser.at < len(text):
        raise parser.wrong()
    return check_shape(parts[0] if len(parts) == 1 else And(tuple(parts)))


def _part(filter: Filter) -> str:
    match filter:
        case And(parts):
            return f"and({';'.join(_part(part) for part in parts)})"
        case Or(parts):
            return f"or({';'.join(_part(part) for part in parts)})"
        case Not(part):
            return f"not({_part(part)})"
        case Related(relation, where, some):
            return f"{'some' if some else 'no'}.{relation}({_part(where)})"
        case Condition(field, operator, values):
            text = "|".join(_SIGNS.sub(r"~\1", value) for value in values)
            return f"{field}:{operator}:{text}" if values else f"{field}:{operator}"


class _Parser:
    """Reads from left to right; `at` is where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def parts(self, depth: int) -> list[Filter]:
        found = [self.part(depth)]
        while self.next() == ";":
            self.at += 1
            found.append(self.part(depth))
        return found

    def part(self, depth: int) -> Filter:
        if depth > contracts.DEEPEST:
            raise InvalidFilter(
                "The filter is too large.",
                [Refusal("filter", "", say("At most %(levels)d levels.", levels=contracts.DEEPEST))],
            )
        word = self.word()
        if self.next() == "(":
            return self.group(word, depth)
        if self.next() != ":":
            raise self.wrong()
        self.at += 1
        operator = self.word()
        values: list[str] = []
        while self.next() in (("|",) if values else (":",)):
            self.at += 1
            values.append(self.word())
        return Condition(word, operator, tuple(values))

    def group(self, word: str, depth: int) -> Filter:
        self.at += 1
        empty = word == "and" and self.next() == ")"
        parts = [] if empty else self.parts(depth + 1)
        if self.next() != ")":
            raise self.wrong()
        self.at += 1
        if word in ("and", "or"):
            return And(tuple(parts)) if word == "and" else Or(tuple(parts))
        quantifier, _, relation = word.partition(".")
        inner = parts[0] if len(parts) == 1 else And(tuple(parts))
        if word == "not":
            return Not(inner)
        if quantifier in ("some", "no") and relation:
            return Related(relation, inner, quantifier == "some")
        raise self.wrong()

    def word(self) -> str:
        letters = []
        while self.at < len(self.text) and self.text[self.at] not in _STOPS:
            if self.text[self.at] == "~":
                self.at += 1
                if self.at == len(self.text):
                    raise self.wrong()
            letters.append(self.text[self.at])
            self.at += 1
        return "".join(letters)

    def next(self) -> str:
        return self.text[self.at : self.at + 1]

    def wrong(self) -> InvalidFilter:
        reason = say("Makes no sense at character %(place)d.", place=self.at + 1)
        return InvalidFilter("The filter cannot be read.", [Refusal("filter", "", reason)])
