"""The meters there are: what is counted, what it is called, and whether it is a month's flow or a level."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Meter:
    """A meter: `flow` starts anew each month, a `level` stands; `count` reads a level its own way."""

    code: str
    label: str | Promise
    kind: Literal["flow", "level"] = "flow"
    unit: Literal["count", "bytes"] = "count"
    count: Callable[[], int] | None = None


_METERS: dict[str, Meter] = {}


def register_meter(meter: Meter) -> None:
    """Name a meter (in `apps.ready()`); the same code replaces."""
    _METERS[meter.code] = meter


def describe_meter(code: str) -> Meter:
    """Return a meter; one nobody named goes by its code."""
    return _METERS.get(code) or Meter(code, code)


def list_meters() -> list[Meter]:
    """Return the named meters, levels first."""
    return sorted(_METERS.values(), key=lambda meter: meter.kind != "level")


for _meter in (
    Meter("customers", _("Customers"), "level"),
    Meter("storage.bytes", _("Storage"), "level", "bytes"),
    Meter("api.calls", _("API calls")),
    Meter("mails", _("Mails")),
):
    register_meter(_meter)
