"""What customers can be filtered by of their quality: the flaws that stand, for work lists."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rapport.customers.quality.models import Flaw
from rapport.customers.quality.plugs.words import FLAW_LABELS
from rapport.kernel.filters.api import FilterField, Option, Through, register_fields


def register_filters() -> None:
    """Let lists ask who has which flaw."""
    register_fields(
        "customer",
        FilterField(
            "flaw",
            _("Flaw"),
            "tags",
            Through(_open, "party_id", "reason"),
            rule="flaws",
            options=_options,
            group=_("Quality"),
        ),
    )


def _open() -> "QuerySet[Flaw]":
    return Flaw.objects.filter(mended_at=None)


def _options(_actor: Any) -> list[Option]:
    return [Option(name, label) for name, label in FLAW_LABELS.items()]
