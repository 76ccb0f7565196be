"""Pure decisions of identity: the built-in roles and what a written scope means."""

from collections.abc import Iterable

from rapport.kernel.identity.contracts import Grant, Scope

_DESK = (
    *("customer", "prospect", "account", "form", "product", "order"),
    *("conversation", "task", "note", "file", "import", "tag", "worth"),
)
_BESIDE = (
    *("member", "unit", "field", "mart", "forecast", "realtime", "trigger", "recommendation", "campaign"),
    "report",
    *("mood", "logic", "model"),
)

BUILTIN_ROLES: dict[str, tuple[Grant, ...]] = {
    "admin": (Grant("*", "*", Scope.ALL),),
    "manager": (
        *(Grant("*", kind, Scope.SUBTREE) for kind in _DESK),
        Grant("*", "request", Scope.SUBTREE),
        Grant("view", "member", Scope.ALL),
        Grant("view", "unit", Scope.ALL),
        Grant("view", "audit", Scope.SUBTREE),
        Grant("view", "field", Scope.ALL),
        Grant("view", "mart", Scope.ALL),
        Grant("*", "forecast", Scope.ALL),
        Grant("*", "report", Scope.SUBTREE),
        Grant("view", "realtime", Scope.ALL),
        Grant("view", "channel", Scope.ALL),
        Grant("*", "routing", Scope.ALL),
        Grant("*", "logic", Scope.ALL),
        Grant("*", "trigger", Scope.ALL),
        Grant("*", "segment", Scope.ALL),
        Grant("*", "recommendation", Scope.ALL),
        Grant("*", "mood", Scope.ALL),
        Grant("*", "model", Scope.ALL),
        Grant("*", "campaign", Scope.SUBTREE),
    ),
    "clerk": (
        *(Grant("view", kind, Scope.UNIT) for kind in _DESK if kind != "product"),
        *(
            Grant("create", kind, Scope.UNIT)
            for kind in (
                *("customer", "conversation", "order", "task", "note", "file", "tag", "account", "request"),
            )
        ),
        *(
            Grant("edit", kind, Scope.UNIT)
            for kind in (
                *("customer", "prospect", "account", "conversation", "order", "task", "note", "tag"),
            )
        ),
        Grant("view", "product", Scope.ALL),
        Grant("view", "request", Scope.UNIT),
        Grant("view", "member", Scope.ALL),
        Grant("view", "unit", Scope.ALL),
        Grant("view", "field", Scope.ALL),
        Grant("view", "realtime", Scope.ALL),
        Grant("view", "report", Scope.UNIT),
        Grant("view", "segment", Scope.ALL),
        Grant("view", "recommendation", Scope.ALL),
        Grant("view", "routing", Scope.ALL),
        Grant("view", "logic", Scope.ALL),
        Grant("view", "mood", Scope.UNIT),
        Grant("edit", "mood", Scope.UNIT),
    ),
    "analyst": (
        *(Grant("view", kind, Scope.ALL) for kind in (*_DESK, *_BESIDE)),
        *(Grant("export", kind, Scope.ALL) for kind in ("customer", "order", "product")),
        Grant("*", "segment", Scope.ALL),
        Grant("*", "report", Scope.ALL),
    ),
}


def name_right(grant: Grant) -> str:
    """Write what a grant is of, without its reach: `verb:kind`."""
    return f"{grant.verb}:{grant.kind}"


def find_unoffered(grants: Iterable[Grant], offered: Iterable[str]) -> list[Grant]:
    """Return the grants that a role was never offered, by their `verb:kind`."""
    before = set(offered)
    return [grant for grant in grants if name_right(grant) not in before]


def parse_scope(text: str) -> Grant:
    """Read a token's scope `verb:kind`, `verb` or `*`, as a grant that narrows.

    Raises ValueError when the text is not of that form.
    """
    verb, _, kind = text.strip().partition(":")
    if (
        not verb
        or not verb.replace("*", "x").isalpha()
        or (kind and not kind.replace("*", "x").replace("_", "x").isalpha())
    ):
        raise ValueError(f"“{text}” is not a scope like view:customer.")
    return Grant(verb, kind or "*", Scope.ALL)


def find_uncovered(own: Iterable[Grant], asked: Iterable[Grant]) -> list[Grant]:
    """Return the grants of `asked` that nobody with the grants `own` has, verb, kind and reach considered."""
    mine = tuple(own)
    return [
        grant
        for grant in asked
        if not any(
            have.verb in (grant.verb, "*") and have.kind in (grant.kind, "*") and have.scope >= grant.scope
            for have in mine
        )
    ]


_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_PLACES = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")),
    *(("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")),
)


def describe_agent(agent: str) -> str:
    """Say a program's own description (User-Agent) shortly: "Firefox · Windows", or its beginning."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    place = next((name for mark, name in _PLACES if mark in agent), "")
    return " · ".join(part for part in (browser, place) if part) or agent[:60]


def make_code(name: str) -> str:
    """Make a code of a name: lower-case words joined by hyphens, whatever the script."""
    words = "".join(letter if letter.isalnum() else " " for letter in name.lower()).split()
    return "-".join(words)[:40]
