"""A service and its editor as they are seen, with a trial beside that answers while one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.collaborative.logic.tests.answering import JOIN, live

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]


def test_a_service_is_tried_beside_its_editor(shop: Shop, desk: Callable[[str], Page]) -> None:
    line = live(shop, "Join", "join", then=JOIN)
    page = desk(f"/answers/{line.id}/edit")
    page.get_by_label("Answer", exact=True).fill("Good day, {{first_name}}!")
    for text in ("join", "Ada", "London"):
        page.get_by_label("What a customer sends").fill(text)
        page.keyboard.press("Enter")
        expect(page.locator("#trial blockquote", has_text=text).last).to_be_visible()
    expect(page.locator("#trial")).to_contain_text("Good day, Ada!")
    check_accessible(page)
    look(page, "answers-edit")
    page.goto(page.url.removesuffix("/edit"))
    check_accessible(page)
    look(page, "answers-service", alone=True)
