"""The errors a use case may raise; only `http` storeys turn their kind into a status."""

from collections.abc import Mapping
from typing import ClassVar


class RapportError(Exception):
    """An expected refusal: `code` for programs, `message` for people, `fields` naming what to mend."""

    kind: ClassVar[str] = "invalid"

    def __init__(self, message: str, *, code: str = "", fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.kind
        self.fields = dict(fields or {})


class Missing(RapportError):
    """There is no such thing, or it is not yours to know of: the answer is the same."""

    kind = "missing"


class Conflict(RapportError):
    """The present state refuses the change (a stale version, a duplicate key, a finished job)."""

    kind = "conflict"


class Forbidden(RapportError):
    """You may see it but not do this."""

    kind = "forbidden"


class Invalid(RapportError):
    """The input is wrong; `fields` names each field and reason."""

    kind = "invalid"


class Upstream(RapportError):
    """Another system failed or did not answer in time."""

    kind = "upstream"
