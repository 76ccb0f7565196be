"""Which scopes an operation asks of a token: its method's verb on its path's kind, unless it says."""

from collections.abc import Mapping
from typing import Any

# Taking away what belongs to a record changes the record; operations that end a record itself say so.
_VERBS = {"get": "view", "post": "create", "put": "edit", "patch": "edit", "delete": "edit"}


def asks(*scopes: str) -> dict[str, Any]:
    """Return what to hand an operation as `openapi_extra` when it asks other scopes than its method says."""
    return {"x-scopes": list(scopes)}


def scopes_of(method: str, path: str, kinds: Mapping[str, str]) -> list[str]:
    """Return the scopes of an operation that does not name its own, by the longest prefix with a kind.

    A POST below a record changes that record; what is kept beside a record (its notes) asks to see it too.
    """
    known = sorted((prefix for prefix in kinds if _below(path, prefix) and kinds[prefix]), key=len)
    if not known:
        return []
    prefix, kind = known[-1], kinds[known[-1]]
    rest = path.removeprefix(prefix)
    if rest == "/bulk":
        return [f"create:{kind}", f"edit:{kind}"]
    verb = "edit" if method == "post" and rest else _VERBS[method]
    beside = [f"view:{kinds[known[0]]}"] if "{" in prefix else []
    return [f"{verb}:{kind}", *beside]


def _below(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}/")
