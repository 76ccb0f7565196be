"""What a metric is made of: a formula over columns, read into a typed tree and written as SQL.

    sum(bought_minor) / sum(orders)
    sum(times where kind = 'visit')

Functions are sum, mean, least, most, distinct and count; between them + - * / and parentheses. Columns are
those a source
allows; nothing else can be named, so no text of anybody becomes SQL. Division by zero gives nothing, not
an error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapport.analytical.reporting.contracts.measures import Measure

FUNCTIONS = ("sum", "mean", "least", "most", "distinct", "count")
LONGEST, DEEPEST = 400, 12
_TOKENS = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([a-z_][a-z0-9_]*)|('[^'\\]*')|([-+*/()=]))")


class FormulaError(ValueError):
    """A formula that cannot be read; `args` says why, in English, with the word it is about."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """One function over a column's values; `where` narrows them to those whose other column is a word."""

    function: str
    column: str
    where: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """Two parts and what is done with them."""

    sign: str
    left: "Part"
    right: "Part"


Part = Number | Gathered | Joined


def read_formula(text: str, columns: Mapping[str, Measure]) -> Part:
    """Return the tree of a formula over these columns; raises `FormulaError`."""
    if len(text) > LONGEST:
        raise FormulaError("too-long", str(LONGEST))
    reader = _Reader(_split(text), columns)
    part = reader.read_sum(0)
    if reader.here:
        raise FormulaError("unexpected", reader.here)
    measure_of(part, columns)
    return part


def measure_of(part: Part, columns: Mapping[str, Measure]) -> Measure:
    """Return what a formula's value is; raises `FormulaError` where units do not go together."""
    if isinstance(part, Number):
        return "share"
    if isinstance(part, Gathered):
        return "count" if part.function in ("count", "distinct") else columns[part.column]
    left, right = measure_of(part.left, columns), measure_of(part.right, columns)
    if part.sign in "+-":
        if left != right:
            raise FormulaError("units", f"{left} {part.sign} {right}")
        return left
    if part.sign == "*":
        if "share" not in (left, right):
            raise FormulaError("units", f"{left} * {right}")
        return left if right == "share" else right
    if left in (right, "share"):
        return "share"
    return left


def write_formula(part: Part, values: Mapping[str, str], bound: dict[str, object]) -> str:
    """Return a formula as SQL; `values` says how each column is written, words are bound as values."""
    if isinstance(part, Number):
        return part.text
    if isinstance(part, Joined):
        left, right = (write_formula(one, values, bound) for one in (part.left, part.right))
        if part.sign == "/":
            return f"(cast({left} as double) / nullif({right}, 0))"
        return f"({left} {part.sign} {right})"
    return _write_gathered(part, values, bound)


def is_additive(part: Part) -> bool:
    """Tell whether values of parts add up to the whole's: sums and counts do, means and ratios do not."""
    if isinstance(part, Gathered):
        return part.function in ("sum", "count")
    if isinstance(part, Joined):
        return part.sign in "+-" and is_additive(part.left) and is_additive(part.right)
    return False


def _write_gathered(part: Gathered, values: Mapping[str, str], bound: dict[str, object]) -> str:
    narrowed = ""
    if part.where:
        name = f"f{len(bound)}"
        bound[name] = part.where[1]
        narrowed = f" filter (where {values[part.where[0]]} = ${name})"
    if part.function == "count":
        return f"count(*){narrowed}"
    column = values[part.column]
    if part.function == "distinct":
        return f"count(distinct {column}){narrowed}"
    if part.function == "sum":
        return f"coalesce(sum({column}){narrowed}, 0)"
    word = {"mean": "avg", "least": "min", "most": "max"}[part.function]
    return f"{word}({column}){narrowed}"


def _split(text: str) -> list[str]:
    tokens, at = [], 0
    while text[at:].strip():
        found = _TOKENS.match(text, at)
        if found is None:
            raise FormulaError("unexpected", text[at:].strip()[:20])
        tokens.append(found.group().strip())
        at = found.end()
    return tokens


class _Reader:
    """Reads tokens from left to right, by the usual precedence."""

    def __init__(self, tokens: list[str], columns: Mapping[str, Measure]) -> None:
        self.tokens, self.columns, self.at = tokens, columns, 0

    @property
    def here(self) -> str:
        """The token that is next, or nothing at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        """Return the next token and go on; raises where it is another than wanted."""
        token = self.here
        if not token or (wanted and token != wanted):
            raise FormulaError("unexpected", token or "end")
        self.at += 1
        return token

    def read_sum(self, depth: int) -> Part:
        """Read parts with plus and minus between them."""
        part = self.read_product(depth)
        while self.here in ("+", "-"):
            part = Joined(self.take(), part, self.read_product(depth))
        return part

    def read_product(self, depth: int) -> Part:
        """Read parts with times and by between them."""
        part = self.read_part(depth)
        while self.here in ("*", "/"):
            part = Joined(self.take(), part, self.read_part(depth))
        return part

    def read_part(self, depth: int) -> Part:
        """Read a number, a function or what stands in parentheses."""
        if depth > DEEPEST:
            raise FormulaError("too-deep", str(DEEPEST))
        word = self.take()
        if word == "(":
            part = self.read_sum(depth + 1)
            self.take(")")
            return part
        if word[0].isdigit():
            return Number(word)
        if word not in FUNCTIONS:
            raise FormulaError("unknown-function", word)
        return self.read_function(word)

    def read_function(self, function: str) -> Gathered:
        """Read what stands behind a function's name."""
        self.take("(")
        column = "" if function == "count" else self.column()
        if column and function in ("sum", "mean") and self.columns[column] == "text":
            raise FormulaError("text", column)
        where = None
        if self.here == "where":
            self.take()
            other = self.column()
            self.take("=")
            word = self.take()
            if not word.startswith("'"):
                raise FormulaError("unexpected", word)
            where = (other, word[1:-1])
        self.take(")")
        return Gathered(function, column, where)

    def column(self) -> str:
        """Read the name of a column the source allows."""
        name = self.take()
        if name not in self.columns:
            raise FormulaError("unknown-column", name)
        return name
