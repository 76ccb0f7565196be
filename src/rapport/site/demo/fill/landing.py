"""A landing page in two ways and a pop-up of each demo shop, with thirty days of what visitors did."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from rapport.customers.forms.api import list_forms
from rapport.kernel.identity.api import Actor
from rapport.operational.landing.api import PieceDraft, PieceLine, Words, count, create_piece, publish_piece
from rapport.site.demo.records import Shop

DAYS = 30
PULL = {"A": 0.05, "B": 0.09}
"""How likely a visitor fills a page in, by the way it speaks."""
SAID: Mapping[str, Mapping[str, Any]] = {
    "en": {
        "page": "Autumn letter",
        "slug": "autumn-letter",
        "ways": ("Light, once a month", "Ten letters a year about light, never more"),
        "text": "What came in, how it was made, and which lamp lasts. You can leave with one click.",
        "popup": "Before you go",
        "ask": "Shall we write to you when the new lamps are here?",
    },
    "zh-hans": {
        "page": "秋茶通讯报名",
        "slug": "autumn-tea",
        "ways": ("每月一封茶讯", "一年十封茶讯，绝不多发"),
        "text": "新到了什么茶，怎么做的，适合怎么泡。一次点击即可退订。",
        "popup": "离开之前",
        "ask": "新茶到店时，要不要给您写一封信？",
    },
}


def fill_landing(shop: Shop, staff: Mapping[str, Actor], now: datetime) -> None:
    """Make and show them, and count what visitors of thirty days did."""
    language = "zh-hans" if shop.language.startswith("zh") else "en"
    said, random = SAID[language], Random(f"{shop.slug}:landing")
    actor = staff[f"owner@{shop.slug}.example.com"]
    form = list_forms(actor).order_by("id").first()
    form_id = form.id if form else None
    text = ({"kind": "text", "text": said["text"]},)
    ways = tuple(Words(code, language, one, text) for code, one in zip("AB", said["ways"], strict=True))
    page = PieceDraft("page", said["page"], said["slug"], form_id=form_id)
    asks = (Words("A", language, said["ask"], text),)
    popup = PieceDraft("popup", said["popup"], form_id=form_id, who="unknown", moment="after", delay=3)
    for draft, words, looks in ((page, ways, 40), (popup, asks, 90)):
        made = publish_piece(create_piece(draft, words, actor=actor).id, actor=actor)
        _count(made, looks, random, now)


def _count(piece: PieceLine, looks: int, random: Random, now: datetime) -> None:
    for day in range(DAYS):
        at = now - timedelta(days=day)
        for code in {one.code: None for one in piece.words}:
            shown = random.randrange(looks // 2, looks)
            filled = sum(random.random() < PULL[code] for _ in range(shown))
            count(piece.id, code, "shown", at, shown)
            count(piece.id, code, "filled", at, filled)
            if piece.kind == "popup":
                count(piece.id, code, "closed", at, shown - filled)
