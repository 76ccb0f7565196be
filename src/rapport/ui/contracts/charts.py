"""A chart: a picture, made live by touch, with an accessible table behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
