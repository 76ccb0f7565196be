"""Addresses of the room: visitors' pages and pop-ups, and those of whoever makes them."""

from django.urls import path

from rapport.kernel.identity.api import needs, outside, public
from rapport.operational.landing.http import audience, lists, page, pages, popups, shop, texts

_view, _edit, _create = (
    needs("view", "site_piece"),
    needs("edit", "site_piece"),
    needs("create", "site_piece"),
)
_OPEN, _OWN = "a page for visitors", "the key of the site is asked at the door"
_ONE = "landing/<uuid:piece_id>"
_WAY = f"{_ONE}/words/<slug:code>/<slug:language>"

urlpatterns = [
    path("p/<slug:shop>/look.css", public(page.show_look, _OPEN), name="site_look"),
    path("p/<slug:shop>/<slug:slug>", public(page.show_page, _OPEN), name="site_page"),
    path("p/<slug:shop>/<slug:slug>/told", public(page.take_told, _OPEN), name="site_told"),
    path("popups/v1", outside(popups.list_for_visitor, _OWN), name="popups"),
    path("popups/v1/told", outside(popups.take_told, _OWN), name="popups_told"),
    path("popups/v1/filled", outside(popups.take_filled, _OWN), name="popups_filled"),
    path("landing", _view(lists.show_pieces), name="landing"),
    path("landing/new", _create(pages.new_piece), name="site_piece_new"),
    path("landing/shop", _view(shop.show_shop), name="site_shop"),
    path(_ONE, _view(pages.show_piece), name="site_piece"),
    path(f"{_ONE}/edit", _edit(pages.edit_piece), name="site_piece_edit"),
    path(f"{_ONE}/live", _edit(pages.live), name="site_piece_live"),
    path(f"{_ONE}/pause", _edit(pages.pause), name="site_piece_pause"),
    path(f"{_ONE}/copy", _create(pages.copy), name="site_piece_copy"),
    path(f"{_ONE}/audience", _edit(audience.choose_audience), name="site_piece_audience"),
    path(_WAY, _edit(texts.edit_words), name="site_words"),
    path(f"{_WAY}/view", _view(texts.show_words), name="site_words_view"),
    path(f"{_WAY}/remove", _edit(texts.remove_words), name="site_words_remove"),
]
