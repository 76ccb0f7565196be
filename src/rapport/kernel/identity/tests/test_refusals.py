"""What a rule refuses is said in its reader's language, on pages and in the API; logs keep the English."""

import pytest
from django.test import Client
from django.utils import translation
from tests.house import ApiCaller, Shop

from rapport.kernel.errors import Invalid, say


def test_a_refusal_is_translated_when_it_is_read_and_filled_after_that() -> None:
    error = Invalid(
        "A business called “%(slug)s” exists already.",
        values={"slug": "tea 100%"},
        fields={"name": say("A member has no such property."), "slug": "There is no such person."},
    )
    with translation.override("en"):
        assert error.message == "A business called “tea 100%” exists already."
    with translation.override("zh-hans"):
        assert error.message == "已有名为“tea 100%”的企业。"
        assert all("There is" not in reason and "A member" not in reason for reason in error.fields.values())
    assert str(error) == "A business called “tea 100%” exists already."


def test_what_was_said_with_values_knows_its_own_language() -> None:
    reason = say("There is no right “%(right)s”.", right="fly kite")
    assert reason == "There is no right “fly kite”."
    with translation.override("zh-hans"):
        told = Invalid(reason, fields={"right": reason}).fields["right"]
    assert "fly kite" in told
    assert told != reason


@pytest.mark.parametrize(
    ("language", "detail"), [("en", "There is no such customer."), ("zh-hans", "没有这位客户。")]
)
def test_the_api_answers_in_the_language_asked_for(api: ApiCaller, language: str, detail: str) -> None:
    path = "/customers/0198f2a0-0000-7000-8000-000000000001"
    assert api.get(path, Accept_Language=language).json()["detail"] == detail


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "There is no such customer."), ("zh-hans", "没有这位客户。")]
)
def test_a_page_answers_in_the_persons_language(
    signed_in: Client, shop: Shop, language: str, sentence: str
) -> None:
    shop.person.locale = language
    shop.person.save()
    answer = signed_in.get("/customers/0198f2a0-0000-7000-8000-000000000001")
    assert answer.status_code == 404
    assert sentence in answer.content.decode()
