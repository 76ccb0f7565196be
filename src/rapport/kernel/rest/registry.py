"""Which room answers under which prefix; rooms register when the house starts."""

import re
from collections.abc import Iterator, Mapping

from rapport.kernel.rest.contracts import RouterFactory

_CONVERTER = re.compile(r"\{\w+:")
_routers: dict[str, tuple[str, RouterFactory]] = {}
_kinds: dict[str, str] = {}


def register(prefix: str, router_factory: RouterFactory, *, tag: str = "", kind: str = "") -> None:
    """Have a room's router answer under `/api/v1{prefix}`; `tag` is its heading in the description.

    `kind` is the kind of record its operations ask rights on, unless one says otherwise (`asks`).

    Raises ValueError when another factory holds the prefix.
    """
    known = _routers.get(prefix)
    if known is not None and known[1] is not router_factory:
        raise ValueError(f"Two routers want to answer under {prefix}.")
    _kinds["/api/v1" + _CONVERTER.sub("{", prefix)] = kind
    _routers[prefix] = (tag or prefix.strip("/").replace("-", " ").capitalize(), router_factory)


def list_routers() -> Iterator[tuple[str, str, RouterFactory]]:
    """Yield (prefix, tag, factory) of every registered router, by prefix."""
    for prefix in sorted(_routers):
        yield prefix, *_routers[prefix]


def kinds_of_paths() -> Mapping[str, str]:
    """Return the kind of record asked for under each prefix, as the description writes paths."""
    return _kinds
