"""What the tests of landing pages and pop-ups share: a form, a page and a pop-up that are live."""

from typing import Any

from tests.house import Shop

from rapport.customers.consent.api import ConfirmRule, set_confirm_rule
from rapport.customers.forms.api import FieldDraft, FormDraft, FormLine, create_form
from rapport.operational.landing.contracts import PieceDraft, PieceLine, Words
from rapport.operational.landing.operations.making import create_piece, set_state

NEWS = "consent.newsletter.email"
BLOCKS = (
    {"kind": "text", "text": "Ten letters a year.\n\n<b>Never</b> more."},
    {"kind": "button", "text": "See the teas", "url": "https://shop.example/tea"},
)
WORDS = (
    Words("A", "en", "Tea news", BLOCKS),
    Words("A", "zh-hans", "茶讯", ({"kind": "text", "text": "一年十封信。"},)),
)


def make_form(shop: Shop) -> FormLine:
    """Make an open form that asks for an address and for consent, which nobody has to confirm."""
    set_confirm_rule(ConfirmRule("DE", (), "Nobody is asked in these tests"), actor=shop.actor)
    fields = (FieldDraft("email", required=True), FieldDraft("name"), FieldDraft(NEWS, text="Yes, news."))
    return create_form(FormDraft("Newsletter", thanks="See you soon."), fields, actor=shop.actor)


def make_live(shop: Shop, kind: Any = "page", words: tuple[Words, ...] = WORDS, **values: Any) -> PieceLine:
    """Make a landing page or pop-up that visitors see."""
    made = create_piece(PieceDraft(kind, values.pop("name", "Tea news"), **values), words, actor=shop.actor)
    return set_state(made.id, "live", actor=shop.actor)
