"""Pages of a service: what it does, its versions, its editor with a trial beside."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rapport.collaborative.logic.contracts.lines import ServiceDraft, ServiceLine
from rapport.collaborative.logic.contracts.service import change_definition
from rapport.collaborative.logic.http.forms import Editor
from rapport.collaborative.logic.http.lists import LOG, PATH
from rapport.collaborative.logic.http.trying import describe_trial
from rapport.collaborative.logic.http.words import STATES, TONES, tell_conditions, tell_then, tell_when
from rapport.collaborative.logic.operations import editing
from rapport.collaborative.logic.queries.codes import get_code, list_codes
from rapport.collaborative.logic.queries.editions import get_service, list_versions
from rapport.kernel.errors import Clash, RapportError
from rapport.kernel.filters.api import InvalidFilter, check, parse, write_compact
from rapport.kernel.identity.api import Actor, actor_of, list_member_names
from rapport.ui.api import Action, Crumb, Fact, Toast, answer_qr, get_viewer, go_to


@require_GET
def show_service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One service."""
    actor, viewer = actor_of(request), get_viewer()
    line = get_service(service_id, actor=actor)
    versions = list_versions(line.id)
    names = list_member_names(one.published_by_id for one in versions if one.published_by_id)
    context = {
        "title": line.name,
        "crumbs": [Crumb(_("Automatic answers"), PATH), Crumb(line.name)],
        "line": line,
        "state": (STATES[line.state], TONES[line.state]),
        "actions": _actions(line, actor),
        "when": [Fact(label, value) for label, value in tell_when(line.draft.when, actor)],
        "then": [Fact(label, value) for label, value in tell_then(line.draft)],
        "flaws": editing.find_flaws(line.draft, actor=actor) if actor.may("view", "channel") else {},
        "conditions_at": f"/filters/customer/builder?at={PATH}/{line.id}/conditions",
        "codes": list_codes(line, actor=actor) if actor.may("view", "channel") else [],
        "may": actor.may("edit", "logic"),
        "versions": [
            {
                "number": one.number,
                "at": viewer.moment(one.published_at),
                "who": names.get(one.published_by_id, "") if one.published_by_id else "",
                "live": one.number == line.live and line.state == "live",
            }
            for one in versions
        ],
        **describe_trial(request, [], line),
    }
    return render(request, "logic/service.html", context)


@require_GET
def show_code(request: HttpRequest, service_id: UUID, sms_id: UUID, word: str) -> HttpResponse:
    """The picture of a QR code that begins a service."""
    actor = actor_of(request)
    code = get_code(get_service(service_id, actor=actor), sms_id, word, actor=actor)
    return answer_qr(code.content, "qr")


@never_cache
def edit_service(request: HttpRequest, service_id: UUID | None = None) -> HttpResponse:
    """The editor, with a trial of what it holds beside it."""
    actor = actor_of(request)
    line = get_service(service_id, actor=actor, verb="edit") if service_id else None
    editor = Editor(line, actor, request.POST if request.method == "POST" else None)
    if editor.is_valid():
        try:
            kept = _keep(line, editor, actor)
        except RapportError as error:
            editor.put_errors(error)
        else:
            return go_to(request, f"{PATH}/{kept.id}", Toast(_("Saved")))
    title = line.name if line else _("New service")
    context: dict[str, Any] = {
        "title": title,
        "crumbs": [Crumb(_("Automatic answers"), PATH), Crumb(title)],
        "editor": editor,
        "cancel": f"{PATH}/{line.id}" if line else PATH,
        "line": line,
        **describe_trial(request, [], line, editing=True),
    }
    wrong = any(form.errors for form in editor.forms) if editor.bound else False
    return render(request, "logic/edit.html", context, status=422 if wrong else 200)


def _keep(line: ServiceLine | None, editor: Editor, actor: Actor) -> ServiceLine:
    if line is None:
        return editing.create_service(editor.draft(), actor=actor)
    version = editor.name.cleaned_data["version"]
    return editing.change_service(line.id, editor.draft(), version=version, actor=actor)


@require_POST
def publish(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Put the draft live, or say what is still missing."""
    try:
        editing.publish_service(service_id, actor=actor_of(request))
    except Clash as error:
        reasons = " ".join(dict.fromkeys(error.fields.values()))
        return go_to(request, f"{PATH}/{service_id}", Toast(f"{error.message} {reasons}", "bad"))
    return go_to(request, f"{PATH}/{service_id}", Toast(_("The service is live")))


def _step(do: Callable[..., object], said: object, lead: str = "") -> Callable[..., HttpResponse]:
    @require_POST
    def press(request: HttpRequest, service_id: UUID, **more: int) -> HttpResponse:
        do(service_id, actor=actor_of(request), **more)
        return go_to(request, lead or f"{PATH}/{service_id}", Toast(str(said)))

    return press


rest = _step(editing.rest_service, gettext_lazy("It rests"))
remove = _step(editing.remove_service, gettext_lazy("Removed"), PATH)
restore = _step(editing.restore_version, gettext_lazy("That version is the draft now"))


@never_cache
def choose_conditions(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Show the conditions of customers the address asks for, in words; POST keeps them."""
    actor = actor_of(request)
    line = get_service(service_id, actor=actor, verb="edit")
    tree = check(_read(request.GET.get("filter", "")), "customer", actor=actor)
    compact = write_compact(tree)
    if request.method == "POST":
        definition = change_definition(line.draft, {"conditions": compact}, {})
        draft = ServiceDraft(line.name, line.about, line.position, definition)
        editing.change_service(service_id, draft, actor=actor)
        return go_to(request, f"{PATH}/{service_id}", Toast(_("Saved")))
    context = {
        "title": _("Which customers"),
        "crumbs": [
            Crumb(_("Automatic answers"), PATH),
            Crumb(line.name, f"{PATH}/{line.id}"),
            Crumb(_("Which customers")),
        ],
        "words": _say(compact, actor),
        "at": request.get_full_path(),
        "back": f"{PATH}/{line.id}",
    }
    return render(request, "logic/conditions.html", context)


def _say(compact: str, actor: Actor) -> str:
    return tell_conditions(compact, actor) if compact else _("Everybody, known or not")


def _read(text: str) -> Any:
    try:
        return parse(text)
    except InvalidFilter:
        return parse("")


def _actions(line: ServiceLine, actor: Actor) -> list[Action]:
    here = f"{PATH}/{line.id}"
    found = [Action(_("Log"), f"{LOG}?filter=service:is:{line.id}", icon="history", key="l")]
    if actor.may("edit", "logic"):
        if line.state == "live":
            found.append(Action(_("Let it rest"), f"{here}/rest", icon="pause", post=True))
        if line.state == "draft" and not line.live:
            found.append(Action(_("Remove"), f"{here}/remove", icon="trash-2", post=True, tone="bad"))
        found.append(Action(_("Edit"), f"{here}/edit", icon="square-pen", key="e"))
        if line.changed or line.state != "live":
            found.append(Action(_("Put live"), f"{here}/publish", icon="rocket", main=True, post=True))
    return found
