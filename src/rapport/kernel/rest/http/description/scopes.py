"""Which scopes an operation asks of a token: its method's verb on its path's kind, unless it says."""

from collections.abc import Mapping
from typing import Any

_VERBS = {"get": "view", "post": "create", "put": "edit", "patch": "edit", "delete": "delete"}


def asks(*scopes: str) -> dict[str, Any]:
    """Return what to hand an operation as `openapi_extra` when it asks other scopes than its method says."""
    return {"x-scopes": list(scopes)}


def scopes_of(method: str, path: str, kinds: Mapping[str, str]) -> list[str]:
    """Return the scopes of an operation that does not name its own, by the longest prefix of its path."""
    known = [prefix for prefix in kinds if path == prefix or path.startswith(f"{prefix}/")]
    kind = kinds[max(known, key=len)] if known else ""
    return [f"{_VERBS[method]}:{kind}"] if kind else []
