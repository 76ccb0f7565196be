"""The page of mood: how many are unhappy by week, about what, and how well that is read."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.analytical.mood.contracts import Part, Week
from rapport.analytical.mood.contracts.labels import ASPECTS, LANGUAGES, name_part
from rapport.analytical.mood.http.rises import write_rises
from rapport.analytical.mood.queries.models import list_in_use
from rapport.analytical.mood.queries.rises import find_products, list_rises
from rapport.analytical.mood.queries.texts import list_examples, list_parts, list_weeks
from rapport.kernel.identity.api import Actor, Scope, actor_of
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.api import Chart, Empty, Stat, Viewer, get_viewer, line_spec

ALL, WEEKS = "/mood/texts", 26
FEWEST = 5
"""A week with fewer texts swings between all and nothing; the table has it all the same."""
SHOWN = 200


def show_mood(request: HttpRequest) -> HttpResponse:
    """How customers feel by what they said within half a year."""
    actor, viewer = actor_of(request), get_viewer()
    now = timezone.now()
    since = now - timedelta(weeks=WEEKS)
    weeks = list_weeks(actor, since=since, zone=ZoneInfo(get_own_tenant(actor.tenant_id).zone))
    parts = [
        (title, _write_parts(list_parts(actor, by, since=since), by, actor, viewer))
        for title, by in ((_("By topic"), "topic"), (_("By product"), "sku"), (_("By channel"), "channel"))
    ]
    context = {
        "title": _("Mood"),
        "lead": _("How customers feel by what they write, what it is about, and how well that is read."),
        "weeks": weeks,
        "stats": _write_stats(weeks, viewer),
        "chart": draw_weeks(weeks, viewer) if any(one.texts >= FEWEST for one in weeks) else None,
        "parts": [(title, lines) for title, lines in parts if lines],
        "rises": write_rises(list_rises(actor), actor, viewer),
        "examples": [
            (row, " ".join(row.text.split())[:SHOWN]) for row in list_examples(actor, now=now) if row.text
        ],
        "sentences": _write_sentences(viewer),
        "whole": actor.scope("view", "mood") is Scope.ALL,
        "empty": Empty(
            _("Nobody has said anything yet"),
            _("Messages appear here within seconds; reviews come by the API."),
            icon="smile",
        ),
    }
    return render(request, "mood/mood.html", context)


def draw_weeks(weeks: list[Week], viewer: Viewer) -> Chart:
    """Return the share of unhappy texts by week."""
    spec = line_spec(
        [{"week": one.day.isoformat(), "share": one.share} for one in weeks if one.texts >= FEWEST],
        x="week",
        y="share",
        titles={"week": _("Week from"), "share": _("Share of unhappy")},
        height=220,
        y_format=".0%",
    )
    spec["mark"] |= {"interpolate": "linear", "point": True}
    return Chart(
        id="mood-weeks",
        title=_("Share of unhappy by week"),
        spec=spec,
        description=_("Of all texts of a week that tell how somebody feels."),
        note=_("Weeks with fewer than five texts stand in the table alone."),
        heads=[_("Week from"), _("Texts"), _("Unhappy"), _("Happy"), _("Share of unhappy")],
        table=[
            (
                viewer.day(one.day),
                viewer.number(one.texts),
                viewer.number(one.unhappy),
                viewer.number(one.happy),
                viewer.share(one.share),
            )
            for one in weeks
        ],
    )


def _write_stats(weeks: list[Week], viewer: Viewer) -> list[Stat]:
    texts, unhappy = sum(one.texts for one in weeks), sum(one.unhappy for one in weeks)
    happy = sum(one.happy for one in weeks)
    share = viewer.share((unhappy / texts) if texts else 0.0)
    return [
        Stat(_("Texts"), viewer.number(texts), ALL, _("within half a year"), icon="message-square"),
        Stat(_("Unhappy"), viewer.number(unhappy), f"{ALL}?mood=unhappy", share, icon="frown"),
        Stat(_("Happy"), viewer.number(happy), f"{ALL}?mood=happy", icon="smile"),
    ]


def _write_parts(parts: list[Part], by: str, actor: Actor, viewer: Viewer) -> list[dict[str, object]]:
    products = find_products({one.key for one in parts}) if by == "sku" else {}
    sees = actor.may("view", "product")
    return [
        {
            "name": products[one.key].name if one.key in products else name_part(by, one.key),
            "href": f"{ALL}?mood=unhappy&topic={one.key}" if by == "topic" else "",
            "product": products[one.key].id if sees and one.key in products else None,
            "texts": viewer.number(one.texts),
            "unhappy": viewer.number(one.unhappy),
            "share": viewer.share(one.share),
            "bar": f"{one.share:.3f}",
        }
        for one in parts
    ]


def _write_sentences(viewer: Viewer) -> list[str]:
    """Say how well texts are read, as somebody would tell it."""
    said = [
        _("%(what)s in %(language)s: the model in use read %(share)s of %(texts)s texts held out rightly.")
        % {
            "what": ASPECTS[one.aspect],
            "language": LANGUAGES[one.language],
            "share": viewer.share(one.errors.accuracy, 1),
            "texts": viewer.number(one.errors.texts),
        }
        for one in list_in_use()
        if one.errors
    ]
    return [
        *said,
        _(
            "Where no model is in use, words decide. On published reviews they were right in about two cases "
            "of three; many of the rest had no telling word and were called neutral."
        ),
        _("English and Chinese are read; of other languages nothing is said."),
    ]
