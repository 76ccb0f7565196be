"""Settings of the inbox with a page of their own: canned replies, rules of routing, what agents bring."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rapport.collaborative.inbox.contracts import AgentLine, CannedDraft, ReplyLine, RuleDraft
from rapport.collaborative.inbox.http.forms import AgentForm, ReplyForm, RuleForm
from rapport.collaborative.inbox.models import RouteRule
from rapport.collaborative.inbox.operations import replies, ruling
from rapport.collaborative.inbox.queries.agents import get_agent, list_agents
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of, list_colleagues, load_teams
from rapport.ui.api import (
    Action,
    Column,
    Crumb,
    Empty,
    Link,
    Muted,
    Number,
    ShortList,
    Toast,
    Yes,
    go_to,
    put_errors,
    show_short,
)

REPLIES, ROUTING, AGENTS = "/settings/replies", "/settings/routing", "/settings/agents"


@require_GET
def show_replies(request: HttpRequest) -> HttpResponse:
    """The canned replies, everybody's and one's own."""
    actor = actor_of(request)
    rows = [replies.line_of(row) for row in replies.list_replies(actor).order_by("shortcut", "id")]
    columns: list[Column[ReplyLine]] = [
        Link("name", _("Name"), href=lambda one: f"{REPLIES}/{one.id}", grow=True, phone="title"),
        Muted("shortcut", _("Shortcut"), value=lambda one: f"/{one.shortcut}", phone="corner"),
        Muted("text", _("Text"), phone="under"),
        Yes("own", _("Mine alone")),
    ]
    listing = ShortList(
        name="replies",
        title=_("Canned replies"),
        columns=columns,
        rows=rows,
        actions=[Action(_("New reply"), f"{REPLIES}/new", icon="plus", main=True)]
        if actor.may("edit", "conversation")
        else [],
        empty=Empty(_("No canned replies yet"), _("Write once what is answered often; / inserts it.")),
    )
    return show_short(request, listing)


@never_cache
def edit_reply(request: HttpRequest, reply_id: UUID | None = None) -> HttpResponse:
    """Write a canned reply."""
    actor = actor_of(request)
    line = replies.get_reply(reply_id, actor=actor) if reply_id else None
    begun = {"name": line.name, "shortcut": line.shortcut, "text": line.text, "own": line.own} if line else {}
    form = ReplyForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_bound and form.is_valid():
        draft = CannedDraft(**form.cleaned_data)
        try:
            if reply_id:
                replies.change_reply(reply_id, draft, actor=actor)
            else:
                replies.add_reply(draft, actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, REPLIES, Toast(_("Saved")))
    remove = f"{REPLIES}/{reply_id}/remove" if reply_id else ""
    return _form(request, form, line.name if line else _("New reply"), (_("Canned replies"), REPLIES), remove)


@require_POST
def remove_reply(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    """Take a canned reply away."""
    replies.remove_reply(reply_id, actor=actor_of(request))
    return go_to(request, REPLIES, Toast(_("Removed")))


@require_GET
def offer_replies(request: HttpRequest, conversation_id: UUID) -> JsonResponse:
    """The few replies whose shortcuts go on as typed after a slash, filled for this conversation."""
    words = request.GET.get("q", "").strip()[:40]
    found = replies.find_replies(conversation_id, words, actor=actor_of(request))
    offered = [{"shortcut": shortcut, "name": name, "text": text} for shortcut, name, text in found]
    return JsonResponse({"label": _("Canned replies"), "replies": offered})


@require_GET
def show_rules(request: HttpRequest) -> HttpResponse:
    """The rules of routing in the order they are weighed."""
    actor = actor_of(request)
    teams = {team.id: team.name for team in load_teams()}
    people = dict(list_colleagues())
    columns: list[Column[RouteRule]] = [
        Number("position", _("Place in the order"), phone="corner"),
        Link("name", _("Name"), href=lambda one: f"{ROUTING}/{one.id}", grow=True, phone="title"),
        Muted(
            "team",
            _("Team it is given to"),
            value=lambda one: teams.get(one.team_id, "") if one.team_id else "",
        ),
        Muted(
            "member", _("Member"), value=lambda one: people.get(one.member_id, "") if one.member_id else ""
        ),
        Muted("skill", _("Skill")),
        Yes("urgent", _("Urgent")),
        Yes("active", _("At work")),
    ]
    actions = [Action(_("Agents"), AGENTS, icon="users")]
    if actor.may("edit", "routing"):
        actions.append(Action(_("New rule"), f"{ROUTING}/new", icon="plus", main=True))
    listing = ShortList(
        name="routing",
        title=_("Routing of conversations"),
        columns=columns,
        rows=list(ruling.list_rules(actor)),
        actions=actions,
        empty=Empty(
            _("No rules yet"),
            _("The first rule whose filter fits says which team or member a new conversation goes to."),
        ),
    )
    return show_short(request, listing)


@never_cache
def edit_rule(request: HttpRequest, rule_id: UUID | None = None) -> HttpResponse:
    """Write a rule of routing."""
    actor = actor_of(request)
    row = ruling.get_rule(rule_id, actor=actor) if rule_id else None
    begun = {name: getattr(row, name) for name in RuleForm.base_fields} if row else {"active": True}
    form = RuleForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_bound and form.is_valid():
        try:
            ruling.set_rule(rule_id, RuleDraft(**form.cleaned_data), actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, ROUTING, Toast(_("Saved")))
    here = (_("Routing of conversations"), ROUTING)
    remove = f"{ROUTING}/{rule_id}/remove" if rule_id else ""
    return _form(request, form, row.name if row else _("New rule"), here, remove)


@require_POST
def remove_rule(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Take a rule away."""
    ruling.remove_rule(rule_id, actor=actor_of(request))
    return go_to(request, ROUTING, Toast(_("Removed")))


@require_GET
def show_agents(request: HttpRequest) -> HttpResponse:
    """The members, to say what they bring."""
    columns: list[Column[AgentLine]] = [
        Link("name", _("Name"), href=lambda one: f"{AGENTS}/{one.member_id}", grow=True, phone="title"),
        Muted("skills", _("Skills"), value=lambda one: ", ".join(one.skills), phone="under"),
        Muted("languages", _("Languages spoken"), value=lambda one: ", ".join(one.languages)),
        Number("open", _("Open conversations"), phone="corner"),
        Number("most", _("At most"), value=lambda one: one.most if one.given else None),
        Yes("given", _("Takes conversations"), value=lambda one: one.given and not one.away),
    ]
    listing = ShortList(
        name="agents",
        title=_("Agents"),
        columns=columns,
        rows=list_agents(actor_of(request)),
        row_id=lambda one: str(one.member_id),
        words=lambda one: " ".join((one.name, *one.skills, *one.languages)),
    )
    return show_short(request, listing)


@never_cache
def edit_agent(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """What a member brings to the inbox."""
    actor = actor_of(request)
    known = get_agent(member_id, actor=actor)
    begun = {
        **{"skills": ", ".join(known.skills), "languages": ", ".join(known.languages)},
        **{"most": known.most, "away": known.away},
    }
    form = AgentForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_bound and form.is_valid():
        try:
            ruling.set_agent(member_id, form.draft(), actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, AGENTS, Toast(_("Saved")))
    return _form(request, form, known.name or "–", (_("Agents"), AGENTS))


def _form(
    request: HttpRequest,
    form: ReplyForm | RuleForm | AgentForm,
    title: str,
    up: tuple[str, str],
    remove: str = "",
) -> HttpResponse:
    actions = [Action(_("Remove"), remove, icon="trash-2", post=True, tone="bad")] if remove else []
    context = {
        **{"title": title, "crumbs": [Crumb(*up), Crumb(title)], "form": form, "cancel": up[1]},
        "actions": actions,
    }
    return render(request, "ui/form_page.html", context, status=422 if form.errors else 200)
