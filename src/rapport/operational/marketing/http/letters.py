"""A letter of a campaign: its blocks, and how it looks to a real customer."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.kernel.errors import Missing, RapportError
from rapport.kernel.identity.api import actor_of
from rapport.operational.marketing.contracts import CampaignLine, Variant
from rapport.operational.marketing.http.trying import write_remarks
from rapport.operational.marketing.operations.campaigns import set_letters
from rapport.operational.marketing.operations.editing import draw_blocks, name_block, read_blocks
from rapport.operational.marketing.operations.previewing import list_examples, preview_letter
from rapport.operational.marketing.operations.trying import weigh
from rapport.operational.marketing.queries.campaigns import get_campaign
from rapport.operational.marketing.rules.blocks import press
from rapport.operational.marketing.rules.content import PLACES
from rapport.ui.api import Crumb, Option, Toast, go_to, show_frames

WIDTHS = {"desk": gettext_lazy("Desktop"), "phone": gettext_lazy("Phone")}
THEMES = {"light": gettext_lazy("Light"), "dark": gettext_lazy("Dark")}
_STRICT = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https:; frame-ancestors 'self'; sandbox"
)


def edit_letter(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """The editor: subject and blocks; a button adds, moves or removes one, another saves."""
    actor = actor_of(request)
    line = get_campaign(campaign_id, actor=actor, verb="edit")
    letter, wrong = _letter(line, code), dict[str, str]()
    if request.method == "POST":
        letter = _typed(request.POST, letter)
        if do := request.POST.get("do", ""):
            letter = replace(letter, blocks=press(letter.blocks, do))
        else:
            letters = [letter if one.code == code else one for one in line.variants]
            try:
                set_letters(campaign_id, letters, actor=actor, version=_version(request.POST))
            except RapportError as error:
                wrong = dict(error.fields) or {"": error.message}
            else:
                return go_to(request, f"/campaigns/{campaign_id}/letters/{code}/view", Toast(_("Saved")))
    context = {
        "title": _("Letter %(code)s") % {"code": code},
        "crumbs": _crumbs(line, code),
        "line": line,
        "letter": letter,
        "version": request.POST.get("version", line.version),
        "blocks": draw_blocks(letter.blocks, actor=actor),
        "places": ", ".join(f"{{{{{place}}}}}" for place in PLACES),
        "wrong": [f"{name_block(name)}{reason}" for name, reason in wrong.items()],
    }
    return render(request, "marketing/letter.html", context, status=422 if wrong else 200)


@require_GET
def show_letter(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """How a letter looks to a customer of the audience, on a desktop or phone, light or dark."""
    actor = actor_of(request)
    line = get_campaign(campaign_id, actor=actor)
    examples = list_examples(line, actor)
    width, theme = _chosen(request, "width", WIDTHS), _chosen(request, "theme", THEMES)
    party_id = _customer(request, examples)
    seen, wrong, remarks = None, "", list[tuple[str, str]]()
    if party_id is not None:
        try:
            seen = preview_letter(line, code, party_id, actor=actor)
            remarks = write_remarks(weigh(line, code, actor=actor))
        except RapportError as error:
            wrong = error.message
    here = f"/campaigns/{campaign_id}/letters/{code}"

    def address(**other: object) -> str:
        asked = {"customer": party_id, "width": width, "theme": theme, **other}
        return "?" + "&".join(f"{name}={value}" for name, value in asked.items())

    context = {
        "title": _("Letter %(code)s") % {"code": code},
        "crumbs": _crumbs(line, code),
        "line": line,
        "code": code,
        "seen": seen,
        "wrong": wrong,
        "remarks": remarks,
        "width": width,
        "theme": theme,
        "hypertext": f"{here}/body{address()}",
        "people": [Option(name, address(customer=one), one == party_id) for one, name in examples],
        "widths": [Option(word, address(width=name), name == width) for name, word in WIDTHS.items()],
        "themes": [Option(word, address(theme=name), name == theme) for name, word in THEMES.items()],
        "may": actor.may("edit", "campaign"),
    }
    return show_frames(render(request, "marketing/preview.html", context))


@require_GET
def show_body(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """The letter's hypertext, for a frame that can do nothing."""
    actor = actor_of(request)
    line = get_campaign(campaign_id, actor=actor)
    party_id = _customer(request, [])
    if party_id is None:
        raise Missing("There is no such customer.")
    page = preview_letter(line, code, party_id, actor=actor).html
    if _chosen(request, "theme", THEMES) == "dark":
        page = page.replace("<head>", '<head><meta name="color-scheme" content="dark">', 1)
    response = HttpResponse(page)
    response.headers["Content-Security-Policy"] = _STRICT
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _letter(line: CampaignLine, code: str) -> Variant:
    for one in line.variants:
        if one.code == code:
            return one
    raise Missing("There is no such letter.")


def _typed(given: QueryDict, letter: Variant) -> Variant:
    share = given.get("share", "1")
    return replace(
        letter,
        subject=given.get("subject", ""),
        preheader=given.get("preheader", ""),
        share=int(share) if share.isdecimal() and len(share) < 4 else 0,
        blocks=read_blocks(given),
    )


def _version(given: QueryDict) -> int | None:
    version = given.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


def _chosen(request: HttpRequest, name: str, known: Mapping[str, object]) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in known else next(iter(known))


def _customer(request: HttpRequest, examples: list[tuple[UUID, str]]) -> UUID | None:
    try:
        return UUID(request.GET.get("customer", ""))
    except ValueError:
        return examples[0][0] if examples else None


def _crumbs(line: CampaignLine, code: str) -> list[Crumb]:
    here = Crumb(_("Letter %(code)s") % {"code": code})
    return [Crumb(_("Campaigns"), "/campaigns"), Crumb(line.name, f"/campaigns/{line.id}"), here]
