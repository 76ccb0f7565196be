"""The pages of mood, as a browser shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.analytical.mood.contracts import TextDraft
from rapport.analytical.mood.operations.reading import read_due
from rapport.analytical.mood.operations.taking import take_texts

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]
SAID = (
    "The pot came broken, terrible packaging.",
    "Lovely tea, thank you!",
    "茶很香，服务态度好，非常满意！",
    "Nobody answered me. I want my money back!",
)


def test_a_reading_is_seen_and_corrected(shop: Shop, desk: Callable[[str], Page]) -> None:
    now = timezone.now()
    drafts = [
        (row, TextDraft(str(row), words, now - timedelta(days=7 * row), sku="POT-1"))
        for row, words in enumerate(SAID)
    ]
    assert [one.outcome for one in take_texts(drafts, "create", actor=shop.actor)] == ["created"] * 4
    assert read_due(actor=shop.actor) == 4
    page = desk("/mood")
    check_accessible(page)
    look(page, "mood", whole=True)
    page.get_by_role("link", name=SAID[0]).click()
    page.get_by_label("Mood").select_option("neutral")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("corrected by a member").wait_for()
    check_accessible(page)
    look(page, "mood-text", whole=True)
    page = desk("/mood/texts")
    check_accessible(page)
    look(page, "mood-texts", alone=True)
