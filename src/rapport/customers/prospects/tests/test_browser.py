"""Prospects in a real browser: the list, the card with its reasons, figures by source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser import check_accessible, look

from rapport.customers.party.tests.people import enter
from rapport.customers.prospects.api import ProspectDraft, capture_prospects, convert_prospects

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from tests.house import Shop

pytestmark = pytest.mark.browser
INTERESTS = ("", "cold", "warm", "hot")


def test_the_list_the_card_and_the_figures(shop: Shop, desk: Callable[[str], Page]) -> None:
    people = [enter(shop, f"Mary Ann {number}", f"mary{number}@example.org") for number in range(8)]
    drafts = [
        ProspectDraft(one.id, "visit" if number % 2 else "call", "Spring fair", INTERESTS[number % 4])
        for number, one in enumerate(people)
    ]
    capture_prospects(drafts, actor=shop.actor)
    convert_prospects([people[0].id, people[1].id], how="hand", actor=shop.actor)
    for path, name in (("/prospects", "prospects"), ("/prospects/figures", "prospects-by-source")):
        page = desk(path)
        check_accessible(page)
        look(page, name, whole=True, alone=True)
    page = desk(f"/customers/{people[3].id}")
    look(page, "prospect-card")
    check_accessible(page)
    page.get_by_role("button", name="Make a customer").click()
    page.get_by_text("Now a customer").wait_for()
