"""Every model in use, a card each, and the buttons to use another version."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.customers.learnt.contracts import Judged, ModelCard, Use
from rapport.customers.learnt.http.labels import USE_LABELS, USE_TONES
from rapport.customers.learnt.operations import let_go, use_version
from rapport.customers.learnt.queries import list_models
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import actor_of, list_member_names
from rapport.ui.api import Empty, Fact, Stat, Toast, Viewer, get_viewer, go_to

HERE = "/models"


def show_models(request: HttpRequest) -> HttpResponse:
    """The models the reader may see, those to look at first."""
    actor, viewer = actor_of(request), get_viewer()
    found = list_models(actor)
    names = list_member_names([one.chosen_by for one in found if one.chosen_by])
    lead = _("All this business has learnt from its data and goes by: how good it is, and the way back.")
    context = {
        "title": _("Models"),
        "lead": lead,
        "stats": _write_stats(found, viewer),
        "models": [_write(one, names, viewer) for one in sorted(found, key=_rank)],
        "may_choose": actor.may("edit", "model"),
        "empty": Empty(
            _("Nothing to see yet"),
            _("Models appear here once they have learnt something that you may see."),
            icon="brain",
        ),
    }
    return render(request, "learnt/models.html", context)


@require_POST
def use(request: HttpRequest, key: str) -> HttpResponse:
    """Put a version to use."""
    try:
        version_id = UUID(request.POST.get("version", ""))
    except ValueError as error:
        raise Invalid(_("Choose a version.")) from error
    use_version(key, version_id, actor=actor_of(request))
    return go_to(request, HERE, Toast(_("This version is used from now on.")))


@require_POST
def release(request: HttpRequest, key: str) -> HttpResponse:
    """Let the best version take over by itself again."""
    let_go(key, actor=actor_of(request))
    return go_to(request, HERE, Toast(_("The next version takes over by itself.")))


def _rank(one: ModelCard) -> tuple[bool, bool, str]:
    """Those that moved stand first, then those somebody is to decide on."""
    return not (one.drift and one.drift.moved), one.waiting is None, one.room


def _write_stats(found: list[ModelCard], viewer: Viewer) -> list[Stat]:
    used = [one for one in found if one.use is Use.IN_USE]
    moved = sum(bool(one.drift and one.drift.moved) for one in found)
    waiting = sum(one.waiting is not None for one in found)
    return [
        Stat(_("Models in use"), viewer.number(len(used)), icon="brain"),
        Stat(_("Drifted"), viewer.number(moved), note=_("to be looked at"), icon="activity"),
        Stat(_("Waiting to be chosen"), viewer.number(waiting), icon="hourglass"),
    ]


def _write(one: ModelCard, names: dict[UUID, str], viewer: Viewer) -> dict[str, object]:
    return {
        "key": one.key,
        "title": f"{one.room}: {one.title}",
        "says": one.says,
        "href": one.href,
        "state": USE_LABELS[one.use],
        "tone": USE_TONES[one.use],
        "why": one.why,
        "judged": _say_judged(one.judged, viewer) if one.judged else "",
        "worse": one.judged is not None and one.judged.gain <= 0,
        "drift": one.drift,
        "facts": _write_facts(one, names, viewer),
        "before": one.before,
        "waiting": one.waiting,
        "held": one.held,
    }


def _say_judged(judged: Judged, viewer: Viewer) -> str:
    def write(value: float) -> str:
        return viewer.share(value, 1) if judged.share else viewer.number(value, 3)

    said = {
        "measure": judged.measure,
        "value": write(judged.value),
        "rival": judged.rival,
        "naive": write(judged.naive),
        "gain": viewer.share(abs(judged.gain)),
    }
    if judged.gain > 0 and not judged.naive:
        return _("%(measure)s %(value)s; %(rival)s %(naive)s.") % said
    if judged.gain > 0:
        return _("%(measure)s %(value)s; %(rival)s %(naive)s: better by %(gain)s.") % said
    return _("%(measure)s %(value)s; %(rival)s %(naive)s: no better.") % said


def _write_facts(one: ModelCard, names: dict[UUID, str], viewer: Viewer) -> list[Fact]:
    if one.use is Use.SILENT:
        return []
    who = _("the nightly comparison")
    if one.chosen_by or one.chosen_at:
        who = (names.get(one.chosen_by) if one.chosen_by else None) or _("a former member")
    if one.chosen_at:
        who = f"{who}, {viewer.day(one.chosen_at)}"
    return [
        *([Fact(_("Version"), one.version)] if one.version else []),
        *([Fact(_("Method"), one.method)] if one.method else []),
        *([Fact(_("Learnt"), viewer.moment(one.learnt_at))] if one.learnt_at else []),
        *([Fact(_("What it learnt from"), one.learnt_from)] if one.learnt_from else []),
        Fact(_("Chosen by"), who),
    ]
