"""A chart: a picture, made live by touch, with an accessible table behind it.

A specification travels with the page and comes back with its seal when a file is asked for: only charts the
house drew are drawn.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from rapport.ui.contracts.columns import Label
from rapport.ui.rules import charts


@dataclass(frozen=True, slots=True)
class Chart:
    """One figure of a page. Draw it with `{% chart chart %}`.

    `spec` is a Vega-Lite specification or anything with `to_dict()` (an Altair chart), without own colours.
    `heads` and `table` say the same in words; `description` is one sentence of what is to be seen.
    """

    id: str
    title: Label
    spec: Any
    description: Label
    heads: Sequence[Label]
    table: Sequence[Sequence[object]]
    note: Label = ""

    @property
    def themed(self) -> dict[str, Any]:
        """The specification in our look."""
        own: Mapping[str, Any] = self.spec.to_dict() if hasattr(self.spec, "to_dict") else self.spec
        return charts.with_theme(own)


def seal(spec: Mapping[str, Any]) -> str:
    """The seal of a specification as it travels."""
    return _sign(json.loads(json.dumps(spec, cls=DjangoJSONEncoder)))


def open_sealed(text: str, seal: str) -> dict[str, Any] | None:
    """The specification that came back, or None where it is not one the house drew."""
    try:
        spec = json.loads(text)
    except ValueError:
        return None
    return spec if isinstance(spec, dict) and constant_time_compare(_sign(spec), seal) else None


def _sign(spec: Mapping[str, Any]) -> str:
    text = json.dumps(spec, sort_keys=True, separators=(",", ":"))
    return Signer(salt="rapport.ui.chart").signature(text)
