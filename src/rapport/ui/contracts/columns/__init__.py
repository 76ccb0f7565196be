"""Typed columns: each writes the cells of one column; a page of 50 x 8 cells costs about a millisecond."""

from rapport.ui.contracts.columns.base import NOTHING, Column, Label, PhonePlace, Row, Tone, esc, shorten
from rapport.ui.contracts.columns.figures import DateTime, Day, Meter, Money, Number, Share, Yes
from rapport.ui.contracts.columns.texts import (
    Badge,
    Country,
    Custom,
    Link,
    Muted,
    Person,
    Tags,
    Text,
    draw_badge,
    draw_tag,
)

__all__ = [
    "NOTHING",
    "Badge",
    "Column",
    "Country",
    "Custom",
    "DateTime",
    "Day",
    "Label",
    "Link",
    "Meter",
    "Money",
    "Muted",
    "Number",
    "Person",
    "PhonePlace",
    "Row",
    "Share",
    "Tags",
    "Text",
    "Tone",
    "Yes",
    "draw_badge",
    "draw_tag",
    "esc",
    "shorten",
]
