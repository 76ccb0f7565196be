"""The page of a widget: what is wrong is said, the line to paste is shown."""

import pytest
from django.test import Client
from tests.house import Shop

from rapport.collaborative.chat.rules.settings import contrast_with_white

pytestmark = pytest.mark.django_db(databases="__all__")
NEW = "/settings/channels/chat/new"
USUAL = {
    **{"name": "Shop front", "address": "front", "colour": "#0f766e", "side": "right", "hours": "business"},
    **{"title_en": "Ask us", "origins": "https://shop.example", "active": "on"},
}


def test_a_widget_is_made_shown_and_changed(shop: Shop, signed_in: Client) -> None:
    assert signed_in.get(NEW).status_code == 200
    made = signed_in.post(NEW, USUAL)
    assert made.status_code == 302, made.content
    page = signed_in.get(made["Location"]).content.decode()
    assert "http://testserver/static/chat/widget.js" in page
    assert "https://shop.example" in page
    edited = signed_in.get(f"{made['Location']}/edit").content.decode()
    assert "Ask us" in edited


@pytest.mark.parametrize(
    ("field", "value"),
    [("colour", "#ffff00"), ("origins", "shop.example"), ("answers", "only words"), ("address", "two words")],
)
def test_what_is_wrong_is_said(shop: Shop, signed_in: Client, field: str, value: str) -> None:
    assert signed_in.post(NEW, {**USUAL, field: value}).status_code == 422


def test_contrast_is_reckoned_as_wcag_says() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)
