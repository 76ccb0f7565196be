"""The errors a use case may raise; only `http` storeys turn their kind into a status.

A refusal's text is written once, in English and as a literal, where it is raised; what differs from case to
case goes into `values`. It is translated when it is read, for whoever reads it (docs/refusals.md):

    raise Invalid("“%(text)s” is not a web page.", values={"text": text[:80]}, code="web")
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

Translate = Callable[[str], str]
_speech: dict[str, Translate] = {}


def speak_by(translate: Translate) -> None:
    """Have every refusal translated by this function when it is read; rules stay free of any framework."""
    _speech["translate"] = translate


class Said(str):
    """A text with its places filled in English, that still knows how to be said in another language."""

    __slots__ = ("text", "values")

    text: str
    values: dict[str, Any]


def say(text: str, **values: Any) -> Said:
    """Mark a text that reaches a refusal by way of a variable: `wrong["name"] = say("Too long.")`."""
    said = Said(_fill(text, values))
    said.text, said.values = text, values
    return said


class RapportError(Exception):
    """An expected refusal: `code` for programs, `message` for people, `fields` naming what to mend.

    `values` fill the places (`%(name)s`) of the message and of the fields' reasons, after translation.
    """

    kind: ClassVar[str] = "invalid"

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        fields: Mapping[str, str] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.text = message
        self.code = code or self.kind
        self.values = dict(values or {})
        self.reasons = dict(fields or {})

    def __str__(self) -> str:
        """Return the message as written, for logs."""
        return _fill(self.text, self.values)

    @property
    def message(self) -> str:
        """The refusal in the language of whoever reads it now."""
        return self._tell(self.text)

    @property
    def fields(self) -> dict[str, str]:
        """The reason for each field, in the language of whoever reads it now."""
        return {name: self._tell(reason) for name, reason in self.reasons.items()}

    def _tell(self, text: str) -> str:
        written, values = (text.text, text.values) if isinstance(text, Said) else (text, self.values)
        translate = _speech.get("translate")
        # The empty text is a catalogue's own header.
        return _fill(translate(written) if translate and written else written, values)


def _fill(text: str, values: Mapping[str, Any]) -> str:
    return text % values if values and "%(" in text else text


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


class Unknown(Invalid):
    """The input names a record there is not, or that is not yours: the answer is the same.

    A form says so beside its field, as of any wrong input; a program gets 404.
    """

    kind = "missing"


class Clash(Invalid):
    """The input does not fit what is there (a ring of parents, a refund beyond what was paid).

    A form says so beside its field, as of any wrong input; a program gets 409.
    """

    kind = "conflict"


class Upstream(RapportError):
    """Another system failed or did not answer in time."""

    kind = "upstream"
