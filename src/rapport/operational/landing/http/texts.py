"""What a piece says: the editor of one way in one language, and how visitors see it."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rapport.kernel.errors import Missing, RapportError
from rapport.kernel.identity.api import actor_of
from rapport.operational.landing.contracts import PieceLine, Words
from rapport.operational.landing.http.page import draw_page
from rapport.operational.landing.http.words import LANGUAGES
from rapport.operational.landing.operations.making import set_words
from rapport.operational.landing.queries.pieces import get_piece
from rapport.operational.landing.rules import CODES
from rapport.operational.marketing.api import draw_blocks, name_block, press, read_blocks
from rapport.ui.api import Crumb, Toast, allow_frames, go_to, show_frames


def edit_words(request: HttpRequest, piece_id: UUID, code: str, language: str) -> HttpResponse:
    """The editor: heading and blocks; a button adds, moves or removes one, another saves."""
    actor = actor_of(request)
    line = get_piece(piece_id, actor=actor, verb="edit")
    words, wrong = _words(line, code, language), list[str]()
    if request.method == "POST":
        words = _typed(request.POST, words)
        if do := request.POST.get("do", ""):
            words = replace(words, blocks=press(words.blocks, do))
        else:
            try:
                set_words(piece_id, _with(line.words, words), actor=actor, version=_version(request.POST))
            except RapportError as error:
                wrong = [f"{name_block(name)}{why}" for name, why in error.fields.items()] or [error.message]
            else:
                return go_to(request, f"/landing/{piece_id}", Toast(_("Saved")))
    context = {
        "title": _("Way %(code)s in %(language)s") % {"code": code, "language": LANGUAGES[language]},
        "crumbs": _crumbs(line, code, language),
        "line": line,
        "words": words,
        "version": request.POST.get("version", line.version),
        "blocks": draw_blocks(words.blocks, actor=actor),
        "wrong": wrong,
        "kept": any((one.code, one.language) == (code, language) for one in line.words),
    }
    return show_frames(render(request, "landing/words.html", context, status=422 if wrong else 200))


@require_POST
def remove_words(request: HttpRequest, piece_id: UUID, code: str, language: str) -> HttpResponse:
    """Take one way in one language away."""
    actor = actor_of(request)
    line = get_piece(piece_id, actor=actor, verb="edit")
    left = [one for one in line.words if (one.code, one.language) != (code, language)]
    set_words(piece_id, left, actor=actor, version=line.version)
    return go_to(request, f"/landing/{piece_id}", Toast(_("Removed")))


@require_GET
def show_words(request: HttpRequest, piece_id: UUID, code: str, language: str) -> HttpResponse:
    """How visitors see it, whether or not they do yet; nothing is counted."""
    line = get_piece(piece_id, actor=actor_of(request))
    words = _words(line, code, language)
    with translation.override(language):
        response = draw_page(request, line, words, preview=True)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Cache-Control"] = "private, no-store"
    return allow_frames(response, ())


def _words(line: PieceLine, code: str, language: str) -> Words:
    if code not in tuple(CODES) or language not in LANGUAGES:
        raise Missing("There is no such page.")
    share = next((one.share for one in line.words if one.code == code), 1)
    fresh = Words(code, language, share=share)
    return next((one for one in line.words if (one.code, one.language) == (code, language)), fresh)


def _typed(given: QueryDict, words: Words) -> Words:
    share = given.get("share", "1")
    return replace(
        words,
        title=given.get("title", ""),
        share=int(share) if share.isdecimal() and len(share) < 4 else 0,
        blocks=read_blocks(given),
    )


def _with(kept: Sequence[Words], words: Words) -> list[Words]:
    """Return all words with these; the weight of a way is the same in all its languages."""
    others = [one for one in kept if (one.code, one.language) != (words.code, words.language)]
    same = [replace(one, share=words.share) if one.code == words.code else one for one in others]
    return [*same, words]


def _version(given: QueryDict) -> int | None:
    version = given.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


def _crumbs(line: PieceLine, code: str, language: str) -> list[Crumb]:
    here = Crumb(f"{code} · {LANGUAGES[language]}")
    return [Crumb(_("Pages and pop-ups"), "/landing"), Crumb(line.name, f"/landing/{line.id}"), here]
