"""The words and colours in which products are shown."""

from collections.abc import Mapping

from rapport.operational.products.models import Product
from rapport.ui.contracts.columns import Label, Tone

STAGE_LABELS: Mapping[str, Label] = dict(Product.Stage.choices)
STAGE_TONES: Mapping[str, Tone] = {
    "design": "plain",
    "launch": "info",
    "growth": "good",
    "mature": "accent",
    "decline": "warn",
    "retired": "plain",
}
