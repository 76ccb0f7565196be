"""What a list offers around its rows: a count, buttons, what many may undergo, words when empty."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapport.ui.contracts.columns import Label
from rapport.ui.contracts.listing.state import Choice


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows match: exact, an estimate (`≈`), or with `at_least` only a floor (`10,000+`).

    `exact_link` answers with the exact count of an estimate, asked for once the rows are seen.
    """

    count: int
    exact: bool = True
    at_least: bool = False
    exact_link: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a bulk action asks first: a field of its POST, with words to choose from or type freely.

    `choices` are looked up when somebody opens the action, not with every page of the list.
    """

    name: str
    label: Label
    choices: Callable[[], Sequence[Choice]] = tuple
    free: bool = False


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something done to the selected rows by POST of `ids` (or `all=1` and the list's address as `query`).

    `tone="bad"` marks what removes; `download` answers with a file, so the page stays; `whole` may also run
    over everything that matches; `ask` opens a field first.
    """

    label: Label
    href: str
    icon: str = ""
    tone: str = ""
    download: bool = False
    whole: bool = False
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A button of a page or list: a link, or a dialog fetched by htmx when `dialog` is true.

    `narrowed` ones stand in a list's menu and take along what the list is narrowed to.
    """

    label: Label
    href: str
    icon: str = ""
    main: bool = False
    dialog: bool = False
    post: bool = False
    tone: str = ""
    key: str = ""  # keyboard letter shown beside it
    narrowed: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty place says and what one can do about it."""

    title: Label
    text: Label = ""
    icon: str = "inbox"
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Sieve:
    """The filter of a list: where it is built, and what it says in words (nothing where there is none)."""

    builder: str
    words: str = ""
    remove: str = ""
