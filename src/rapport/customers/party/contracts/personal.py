"""What rooms keep about a person: what of it the person is given, and what goes with an erasure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from rapport.kernel.outbox.contracts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalTable:
    """A table with rows about a party, and `id` and `tenant_id` columns.

    `column` holds the party's id, or that of a row of the table `through`. `ending` says what an erasure
    does to the rows: they go, `blank` overwrites columns by SQL expressions, or they are kept (`why`).
    Rows are `given` to the person without the columns `withheld`, which tell of others. `tells` are the
    columns that tell who the person is: copies elsewhere are found by them. `files` is the column of a kept
    file's id. `lawful` is a condition on `t` for rows the law has kept unblanked for a while, with its
    reason in `why` (a text, which may be lazy); `%(since)s` is the moment from which on. `ages_by`
    is the moment of a row from which a business may keep it for a while only; it then ends as in an erasure;
    `called` is what such rows are called together. `told` makes of a row the fact by which an erasure tells
    who keeps copies of what it leads to.
    """

    table: str
    ending: Literal["delete", "blank", "keep"]
    column: str = "party_id"
    through: str = ""
    blank: Mapping[str, str] = field(default_factory=dict)
    given: bool = True
    withheld: Sequence[str] = ()
    tells: Sequence[str] = ()
    files: str = ""
    lawful: str = ""
    ages_by: str = ""
    called: object = ""
    why: object = ""
    told: Callable[[Mapping[str, Any]], Fact] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalCopy:
    """A table with copies that may name anybody: logs, caches, letters; a person is found by words alone.

    `blank` overwrites columns of rows in which one of the columns named in `seen` holds a word of the person;
    without it the rows go. `binary` names those of `seen` that are bytes. `told` makes the fact by which
    copies of a row elsewhere, such as in the lake, are forgotten too.
    """

    table: str
    seen: Sequence[str]
    blank: Mapping[str, str] = field(default_factory=dict)
    binary: Collection[str] = ()
    told: Callable[[UUID], Fact] | None = None


@dataclass(frozen=True, slots=True)
class Forgetter:
    """What forgets a person beside tables (an index): called with the ids of the erased parties."""

    name: str
    forget: Callable[[Sequence[UUID]], None]
