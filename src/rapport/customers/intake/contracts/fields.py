"""The fields a file's columns can be mapped to (pure)."""

from dataclasses import dataclass
from typing import Final

ROW: Final = "row_number"
OWN: Final = "field:"
"""What the names of the business's own fields begin with, before their code."""


@dataclass(frozen=True, slots=True)
class TargetField:
    """A field that columns can be mapped to; `words` are the headers it goes by, in English and Chinese.

    `label` and `group` are shown with str(), so that they may be translated lazily.
    `many` fields take several columns, each a value of its own; several columns of any other field are
    joined.
    """

    name: str
    label: object
    words: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    group: object = ""
