"""Addresses of the room."""

from django.urls import path

from rapport.kernel.identity.api import needs, public
from rapport.operational.marketing.http import (
    audience,
    calls,
    following,
    letters,
    life,
    lists,
    pages,
    papers,
    pictures,
    results,
    trying,
    why,
)

_view, _edit, _create = needs("view", "campaign"), needs("edit", "campaign"), needs("create", "campaign")
_calls = needs("view", "task")
"""Whoever is given a call sees it, and nothing of the campaign beside."""
_orders = needs("view", "order")
_ONE = "campaigns/<uuid:campaign_id>"

urlpatterns = [
    path(
        "r/<str:token>/<int:number>",
        public(following.follow, why="whoever got a letter follows one of its links"),
        name="campaign_follow",
    ),
    path(
        "r/<str:token>/opened.gif",
        public(following.show_opened, why="whoever got a letter looks at it"),
        name="campaign_opened",
    ),
    path(
        "pictures/<str:token>",
        public(pictures.show_picture, why="whoever got a letter sees its pictures"),
        name="campaign_picture",
    ),
    path("campaigns", _view(lists.show_campaigns), name="campaigns"),
    path("campaigns/results", _orders(_view(results.show_results)), name="campaign_results"),
    path("campaigns/pictures", _view(pictures.show_pictures), name="campaign_pictures"),
    path("campaigns/pictures/new", _create(pictures.new_picture), name="campaign_picture_new"),
    path("campaigns/pictures/<uuid:asset_id>/hide", _edit(pictures.hide), name="campaign_picture_hide"),
    path("campaigns/pictures/<uuid:asset_id>/show", _edit(pictures.show), name="campaign_picture_show"),
    path("campaigns/calls", _calls(calls.show_calls), name="campaign_calls"),
    path("campaigns/calls/next", _calls(calls.next_call), name="campaign_call_next"),
    path(f"{_ONE}/calls/<uuid:party_id>", _calls(calls.show_call), name="campaign_call"),
    path(f"{_ONE}/papers", _edit(papers.show_papers), name="campaign_papers"),
    path(f"{_ONE}/addresses.<slug:form>", _edit(papers.give_addresses), name="campaign_addresses"),
    path("campaigns/new", _create(pages.new_campaign), name="campaign_new"),
    path(_ONE, _view(pages.show_campaign), name="campaign"),
    path(f"{_ONE}/edit", _edit(pages.edit_campaign), name="campaign_edit"),
    path(f"{_ONE}/copy", _create(life.copy), name="campaign_copy"),
    path(f"{_ONE}/audience", _edit(audience.choose_audience), name="campaign_audience"),
    path(f"{_ONE}/reach", _view(audience.show_reach), name="campaign_reach"),
    path(f"{_ONE}/overlaps", _view(why.show_overlaps), name="campaign_overlaps"),
    path(f"{_ONE}/people/<uuid:party_id>", _view(why.show_person), name="campaign_person"),
    path(f"{_ONE}/schedule", _edit(life.schedule), name="campaign_schedule"),
    path(f"{_ONE}/take-back", _edit(life.take_back), name="campaign_take_back"),
    path(f"{_ONE}/pause", _edit(life.pause), name="campaign_pause"),
    path(f"{_ONE}/resume", _edit(life.resume), name="campaign_resume"),
    path(f"{_ONE}/stop", _edit(life.stop), name="campaign_stop"),
    path(f"{_ONE}/letters/<slug:code>", _edit(letters.edit_letter), name="campaign_letter"),
    path(f"{_ONE}/letters/<slug:code>/view", _view(letters.show_letter), name="campaign_letter_view"),
    path(f"{_ONE}/letters/<slug:code>/test", _edit(trying.send_test), name="campaign_letter_test"),
    path(f"{_ONE}/letters/<slug:code>/proof", _edit(trying.show_proof), name="campaign_letter_proof"),
    path(f"{_ONE}/letters/<slug:code>/body", _view(letters.show_body), name="campaign_letter_body"),
]
