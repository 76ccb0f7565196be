"""Pages about where events come from: the sources, the line to paste, what came, what was kept apart."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rapport.bigdata.ingest import queries
from rapport.bigdata.ingest.contracts import SourceLine
from rapport.bigdata.ingest.http.files import show_files
from rapport.bigdata.ingest.http.forms import NewForm, SourceForm
from rapport.bigdata.ingest.http.words import word_reason
from rapport.bigdata.ingest.operations import rejected, sources
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import absolute, actor_of, find_actor_of
from rapport.ui.api import (
    Action,
    Badge,
    Column,
    Crumb,
    DateTime,
    Empty,
    Link,
    Muted,
    Number,
    ShortList,
    Tags,
    Toast,
    Tone,
    go_to,
    put_errors,
    show_short,
)

HERE = "/settings/sources"
TRACKER = "/static/ingest/tracker.js"
"""Not its name by content: pages of shops must find it after any new version."""
DAYS, SHOWN = 30, 20
STATES = {"open": pgettext_lazy("a source", "open"), "shut": gettext_lazy("shut")}
TONES: dict[str, Tone] = {"open": "good", "shut": "plain"}
KINDS = {"site": gettext_lazy("Web pages"), "server": gettext_lazy("Servers, apps, devices")}


def may_see(request: HttpRequest) -> bool:
    """Tell whether the page belongs into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "source")


@require_GET
def show_sources(request: HttpRequest) -> HttpResponse:
    """The sources of the business, with what came today and in thirty days."""
    actor = actor_of(request)
    rows = [queries.line_of(row) for row in queries.list_sources(actor).order_by("name", "id")]
    today = timezone.now().date()
    days = queries.list_days([row.id for row in rows], since=today - timedelta(days=DAYS))
    columns: list[Column[SourceLine]] = [
        Link("name", _("Name"), href=lambda one: f"{HERE}/{one.id}", grow=True, phone="title"),
        Muted("kind", _("Who sends"), value=lambda one: KINDS[one.kind], phone="under"),
        Tags("origins", _("Sites"), most=2, width=16),
        Badge("state", _("Status"), value=state_of, tones=TONES, labels=STATES, phone="corner"),
        Number("month", _("Events in 30 days"), value=lambda one: sum(day.accepted for day in days[one.id])),
        Number("apart", _("Rejected"), value=lambda one: sum(day.rejected for day in days[one.id])),
        DateTime(
            "last",
            _("Last event"),
            value=lambda one: max((day.last_at for day in days[one.id]), default=None),
        ),
    ]
    actions = [Action(_("New source"), f"{HERE}/new", icon="plus", main=True, key="n")]
    listing = ShortList(
        name="sources",
        title=_("Event sources"),
        columns=columns,
        rows=rows,
        actions=actions if actor.may("create", "source") else [],
        empty=Empty(
            _("Nothing tells yet what visitors do"),
            _("Put one line into your shop's pages, and see what is looked at, searched, left in carts."),
            icon="radio-tower",
        ),
    )
    return show_short(request, listing)


def state_of(one: SourceLine) -> str:
    """Return how a source is, as the list and its page say it."""
    return "open" if one.active else "shut"


@never_cache
def add_source(request: HttpRequest) -> HttpResponse:
    """Add a source and show its key."""
    form = NewForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            line, key = sources.add_source(**form.cleaned_data, actor=actor_of(request))
        except RapportError as error:
            put_errors(form, error)
        else:
            if line.kind == "site":
                return go_to(request, f"{HERE}/{line.id}", Toast(_("Paste the line into your pages now.")))
            return _show_key(request, line, key)
    crumbs = [Crumb(_("Event sources"), HERE), Crumb(_("New source"))]
    context = {"title": _("New source"), "crumbs": crumbs, "form": form, "cancel": HERE}
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)


@require_GET
def show_source(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """One source: how to send, what came by the day, what was kept apart and why."""
    actor = actor_of(request)
    line = queries.line_of(queries.get_source(source_id, actor=actor))
    days = queries.list_days([line.id], since=timezone.now().date() - timedelta(days=DAYS))[line.id]
    kept_apart = list(queries.list_rejected(line.id, actor=actor).order_by("-id")[:SHOWN])
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Event sources"), HERE), Crumb(line.name)],
        "here": f"{HERE}/{line.id}",
        "line": line,
        "kind": KINDS[line.kind],
        "state": (STATES[state_of(line)], TONES[state_of(line)]),
        "days": list(reversed(days)),
        "rejected": [(row, word_reason(row.reason), queries.text_of(row)) for row in kept_apart],
        **show_files(line.id, actor),
        "script": absolute(TRACKER, request),
        "address": absolute("/ingest/v1/events", request),
        "may_edit": actor.may("edit", "source"),
        "may_remove": actor.may("delete", "source") and not line.active,
    }
    return render(request, "ingest/source.html", context)


def edit_source(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Rename, name its sites, set its pace and its system."""
    line = queries.line_of(queries.get_source(source_id, actor=actor_of(request), verb="edit"))
    here = f"{HERE}/{line.id}"
    initial = {
        "name": line.name,
        "origins": "\n".join(line.origins),
        "per_minute": line.per_minute,
        "system": line.system,
    }
    form = SourceForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            sources.change_source(source_id, form.cleaned_data, actor=actor_of(request))
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, here, Toast(_("Saved")))
    crumbs = [Crumb(_("Event sources"), HERE), Crumb(line.name, here), Crumb(_("Edit"))]
    context = {"title": _("Edit"), "crumbs": crumbs, "form": form, "cancel": here}
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)


@require_POST
def switch(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Shut it, or open it again."""
    active = request.POST.get("active") == "1"
    sources.change_source(source_id, {"active": active}, actor=actor_of(request))
    said = _("It is open.") if active else _("It is shut; its events are refused within ten seconds.")
    return go_to(request, f"{HERE}/{source_id}", Toast(said))


@never_cache
@require_POST
def new_key(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Give a new key; a server's is shown this once."""
    actor = actor_of(request)
    key = sources.change_key(source_id, actor=actor)
    line = queries.line_of(queries.get_source(source_id, actor=actor))
    if line.kind == "site":
        return go_to(request, f"{HERE}/{line.id}", Toast(_("The key is new. Paste the line again.")))
    return _show_key(request, line, key)


@require_POST
def take_again(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Check what was kept apart anew."""
    taken = rejected.take_again(source_id, actor=actor_of(request))
    said = ngettext("%(count)d event taken", "%(count)d events taken", taken.accepted)
    return go_to(request, f"{HERE}/{source_id}", Toast(said % {"count": taken.accepted}))


@require_POST
def remove(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Forget a shut one."""
    sources.remove_source(source_id, actor=actor_of(request))
    return go_to(request, HERE, Toast(_("The source is gone; its events stay.")))


def _show_key(request: HttpRequest, line: SourceLine, key: str) -> HttpResponse:
    here = f"{HERE}/{line.id}"
    context = {
        "title": _("Key"),
        "crumbs": [Crumb(_("Event sources"), HERE), Crumb(line.name, here), Crumb(_("Key"))],
        "name": line.name,
        "here": here,
        "key": key,
        "address": absolute("/ingest/v1/events", request),
    }
    return render(request, "ingest/key.html", context)
