"""Which room answers under which prefix; rooms register when the house starts."""

from collections.abc import Iterator

from rapport.kernel.rest.contracts import RouterFactory

_routers: dict[str, tuple[str, RouterFactory]] = {}


def register(prefix: str, router_factory: RouterFactory, *, tag: str = "") -> None:
    """Have a room's router answer under `/api/v1{prefix}`; `tag` is its heading in the description.

    Raises ValueError when another factory holds the prefix.
    """
    known = _routers.get(prefix)
    if known is not None and known[1] is not router_factory:
        raise ValueError(f"Two routers want to answer under {prefix}.")
    _routers[prefix] = (tag or prefix.strip("/").replace("-", " ").capitalize(), router_factory)


def list_routers() -> Iterator[tuple[str, str, RouterFactory]]:
    """Yield (prefix, tag, factory) of every registered router, by prefix."""
    for prefix in sorted(_routers):
        yield prefix, *_routers[prefix]
