"""The list of forms, and one form: what came, how it is brought onto a site, opening and closing it."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.customers.forms import queries
from rapport.customers.forms.contracts import TRAP, DayFigure, FormLine
from rapport.customers.forms.http.entries import row_of
from rapport.customers.forms.http.words import STATE_TONES, STATES
from rapport.customers.forms.models import CaptureForm
from rapport.customers.forms.operations import making
from rapport.customers.forms.operations.drawing import draw_fields
from rapport.kernel.identity.api import absolute, actor_of, find_actor_of
from rapport.kernel.settings.api import get_setting
from rapport.ui.api import (
    Action,
    Chart,
    Crumb,
    Empty,
    Stat,
    Toast,
    answer_dialog,
    answer_qr,
    bar_spec,
    get_viewer,
    go_to,
)

DAYS = 30
SHOWN = 10
MOST_FORMS = 200


class ClosingForm(forms.Form):
    """Whether a form takes entries, and what visitors read where it does not."""

    state = forms.ChoiceField(label=gettext_lazy("The form is"), choices=CaptureForm.State.choices)
    closed_text = forms.CharField(
        label=gettext_lazy("What visitors read meanwhile"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def may_see(request: HttpRequest) -> bool:
    """Tell whether the navigation leads this person to forms."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "form")


@require_GET
def show_forms(request: HttpRequest) -> HttpResponse:
    """All forms with what came to them in the last thirty days."""
    actor, viewer = actor_of(request), get_viewer()
    rows = list(queries.list_forms(actor).order_by("name", "id")[:MOST_FORMS])
    sums = queries.sum_days([row.id for row in rows], since=_first_day())
    differing = (
        queries.list_differences(actor).order_by()[:1000].count() if actor.may("view", "customer") else 0
    )
    lines = []
    for row in rows:
        looks, entries = sums.get(row.id, (0, 0))
        lines.append(
            {
                **{"form": row, "word": STATES[row.state], "tone": STATE_TONES[row.state]},
                **{"looks": looks, "entries": entries, "share": entries / looks if looks else None},
            }
        )
    new = Action(_("New form"), "/forms/new", icon="plus", main=True, key="n")
    actions = [Action(_("Entries"), "/forms/entries", icon="inbox")]
    if differing:
        label = _("To decide: %(count)s") % {"count": viewer.number(differing, 0)}
        actions.append(Action(label, "/forms/differences", icon="git-compare"))
    context = {
        "title": _("Forms"),
        "lead": _("What visitors fill in becomes a prospect, or meets the customer you have."),
        "lines": lines,
        "actions": [*actions, *([new] if actor.may("create", "form") else [])],
        "empty": Empty(
            _("No forms yet"),
            _("Make one, and put its address on your site: whoever fills it in stands here a second later."),
            icon="clipboard-list",
            action=new if actor.may("create", "form") else None,
        ),
    }
    return render(request, "forms/list.html", context)


@require_GET
def show_form(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """One form: figures by day, addresses to use it by, and the newest entries."""
    actor = actor_of(request)
    line = queries.get_form(form_id, actor=actor)
    days = queries.list_days(form_id, since=_first_day(), actor=actor)
    entries = (
        queries.list_entries(actor, form_id=form_id).select_related("form", "party").order_by("-id")[:SHOWN]
    )
    may = actor.may("edit", "form")
    actions = [Action(_("Open the page"), f"/f/{line.key}", icon="external-link")]
    if may:
        actions += [
            Action(_("Open or close"), f"/forms/{form_id}/state", icon="power", dialog=True),
            Action(_("Copy"), f"/forms/{form_id}/copy", icon="copy", post=True),
            Action(_("Edit"), f"/forms/{form_id}/edit", icon="pencil", main=True),
        ]
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Forms"), "/forms"), Crumb(line.name)],
        "actions": actions,
        "line": line,
        "word": STATES[line.state],
        "tone": STATE_TONES[line.state],
        "stats": _stats(days),
        "chart": _chart(days) if any(one.entries for one in days) else None,
        "rows": [row_of(entry) for entry in entries],
        "texts": queries.list_texts(form_id, actor=actor),
        **_ways(line, request),
    }
    return render(request, "forms/form.html", context)


@require_GET
def show_code(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """The picture of a QR code that opens a form's page."""
    line = queries.get_form(form_id, actor=actor_of(request))
    return answer_qr(absolute(f"/f/{line.key}?way=qr", request), f"qr-{line.key}")


def set_state(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """The dialog that opens, pauses or closes a form, with what visitors read."""
    actor = actor_of(request)
    line = queries.get_form(form_id, actor=actor)
    form = ClosingForm(request.POST or None, initial={"state": line.state, "closed_text": line.closed_text})
    if form.is_bound and form.is_valid():
        making.set_form_state(form_id, actor=actor, **form.cleaned_data)
        return go_to(request, f"/forms/{form_id}", Toast(_("Saved")))
    return answer_dialog(request, _("Open or close"), form, request.path)


@require_POST
def copy(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Make another form like this one, paused."""
    made = making.copy_form(form_id, actor=actor_of(request))
    return go_to(request, f"/forms/{made.id}/edit", Toast(_("Copied; it is paused until you open it.")))


def _first_day() -> Any:
    zone = ZoneInfo(get_setting("business.zone"))
    return timezone.now().astimezone(zone).date() - timedelta(days=DAYS - 1)


def _stats(days: list[DayFigure]) -> list[Stat]:
    viewer = get_viewer()
    looks, entries = sum(one.looks for one in days), sum(one.entries for one in days)
    away = sum(one.spam + one.limited for one in days)
    note = _("last 30 days")
    return [
        Stat(_("Looks"), viewer.number(looks, 0), note=note, icon="eye"),
        Stat(_("Entries"), viewer.number(entries, 0), note=note, icon="inbox"),
        Stat(_("Conversion"), viewer.share(entries / looks) if looks else "–", note=note, icon="percent"),
        Stat(_("Turned away"), viewer.number(away, 0), note=_("programs and floods"), icon="shield"),
    ]


def _chart(days: list[DayFigure]) -> Chart:
    viewer = get_viewer()
    rows = [{"day": viewer.day(one.day), "entries": one.entries} for one in days]
    return Chart(
        id="entries-by-day",
        title=_("Entries by day"),
        spec=bar_spec(rows, x="day", y="entries", titles={"day": _("Day"), "entries": _("Entries")}),
        description=_("How many entries came on each day."),
        heads=(_("Day"), _("Entries")),
        table=[(row["day"], row["entries"]) for row in rows],
    )


def _ways(line: FormLine, request: HttpRequest) -> dict[str, str]:
    """The addresses of a form, and what is pasted into a site: a frame, or plain HTML without any script."""
    page = absolute(f"/f/{line.key}", request)
    inputs = "\n".join(_input(one) for one in draw_fields(line))
    return {
        "page_address": page,
        "frame_code": f'<iframe src="{page}/frame" title="{escape(line.title)}" width="100%" height="640">'
        "</iframe>",
        "snippet": f'<form method="post" action="{page}/entries">\n{inputs}\n'
        f'  <input name="{TRAP}" tabindex="-1" autocomplete="off" hidden>\n'
        f"  <button>{escape(line.button or _('Send'))}</button>\n</form>",
    }


def _input(one: Any) -> str:
    name, label = escape(one.name), escape(one.label)
    must = " required" if one.required else ""
    if one.widget == "box":
        return f'  <label><input type="checkbox" name="{name}" value="on"{must}> {label}</label>'
    if one.widget == "area":
        return f'  <label>{label} <textarea name="{name}"{must}></textarea></label>'
    return f'  <label>{label} <input type="{one.type}" name="{name}"{must}></label>'
