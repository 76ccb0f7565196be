"""The style page in both languages, the policy, and what refuses strangers."""

import re

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory, override_settings
from django.utils import translation
from tools.catalogues import SOURCE, gaps_of

from rapport.ui.api import Toast, flash, go_to, with_toast
from rapport.ui.http import style
from rapport.ui.http.csp import POLICY, ContentSecurityPolicy

PAGES = [
    style.show_style,
    style.show_list,
    style.show_form,
    style.show_entrance,
    style.show_dialog,
    style.show_progress,
]
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)(?![^>]*application/json)|javascript:", re.I
)


@pytest.mark.django_db(databases="__all__")
@override_settings(DEBUG=True)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("view", PAGES)
def test_pages_hold_no_inline_code(view: style.View, language: str, rf: RequestFactory) -> None:
    with translation.override(language):
        text = view(rf.get("/style")).content.decode()
    assert not INLINE.search(text)
    assert "{%" not in text
    assert "{{" not in text


@override_settings(DEBUG=False)
def test_the_style_page_is_hidden_from_strangers(rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        style.show_style(rf.get("/style"))


def test_every_answer_carries_the_policy(rf: RequestFactory) -> None:
    response = ContentSecurityPolicy(lambda request: HttpResponse("x"))(rf.get("/"))
    assert response.headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY


def test_a_toast_travels_in_a_header(rf: RequestFactory) -> None:
    response = with_toast(go_to(rf.get("/", HTTP_HX_REQUEST="true"), "/x"), Toast("Saved", undo="/undo"))
    assert response.headers["HX-Redirect"] == "/x"
    assert '"undo": "/undo"' in response.headers["HX-Trigger"]
    assert flash is not None


def test_every_text_has_its_chinese() -> None:
    assert gaps_of(SOURCE / "ui") == []
