"""Pictures of the library, and what is said of letters before they go out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AssetLine:
    """A picture of the library; `size` in bytes, `url` is where letters show it from."""

    id: UUID
    name: str
    alt: str
    media_type: str
    width: int
    height: int
    size: int
    url: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a letter worth a look before it goes out; `weight` says how much it asks for it."""

    code: str
    weight: Literal["bad", "warn"]
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """An address of a letter as it answered: `code` is empty where all is well, `size` in bytes."""

    letter: str
    url: str
    picture: bool
    code: str = ""
    detail: str = ""
    size: int = 0
