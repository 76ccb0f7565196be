"""/canned-replies, /routing-rules and /agents: what whoever runs the inbox sets, for programs."""

from dataclasses import fields
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.collaborative.inbox.contracts import AgentDraft, AgentLine, CannedDraft, ReplyLine, RuleDraft
from rapport.collaborative.inbox.http.bodies_settings import (
    AgentIn,
    AgentOut,
    ReplyChange,
    ReplyIn,
    ReplyOut,
    RuleChange,
    RuleIn,
    RuleOut,
)
from rapport.collaborative.inbox.models import RouteRule
from rapport.collaborative.inbox.operations import replies as writing
from rapport.collaborative.inbox.operations import ruling
from rapport.collaborative.inbox.queries.agents import get_agent, list_agents
from rapport.kernel.paging.api import by_column
from rapport.kernel.rest import api as rest
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    Whole,
    asks,
    page_rows,
    require_match,
    set_etag,
)

replies, rules, agents = Router(), Router(), Router()
_REPLY, _RULE, _AGENT = "/{uuid:reply_id}", "/{uuid:rule_id}", "/{uuid:member_id}"
_SEES = asks("view:conversation")
_WRITES = asks("edit:conversation", "edit:routing", "view:conversation")
_RULES = asks("edit:routing", "view:routing")


def register_endpoints() -> None:
    """Bring the endpoints."""
    rest.register("/canned-replies", lambda: replies, tag="Canned replies", kind="conversation")
    rest.register("/routing-rules", lambda: rules, tag="Routing", kind="routing")
    rest.register("/agents", lambda: agents, tag="Routing", kind="routing")


@replies.get(
    "",
    response=Page[ReplyOut],
    operation_id="list_canned_replies",
    summary="List canned replies",
    openapi_extra=_SEES,
)
def list_replies(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[ReplyOut]:
    """List the replies you may use, newest first: everybody's, and a member's own to that member."""
    rows, after = page_rows(writing.list_replies(request.actor), cursor=cursor, limit=limit)
    return Page[ReplyOut](items=[ReplyOut.model_validate(writing.line_of(row)) for row in rows], next=after)


@replies.post(
    "",
    response={201: ReplyOut},
    operation_id="add_canned_reply",
    summary="Add a canned reply",
    openapi_extra=_WRITES,
)
def add_reply(request: ApiRequest, body: ReplyIn, response: HttpResponse) -> Status[ReplyOut]:
    """Add a reply agents insert by / and its shortcut; one of a member's own needs no right to routing.

    409 for a shortcut that is taken, a place there is not, or `own` by a program without a member.
    """
    line = writing.add_reply(CannedDraft(**body.model_dump()), actor=request.actor)
    response["Location"] = f"/api/v1/canned-replies/{line.id}"
    return Status(201, _reply(line, response))


@replies.get(
    _REPLY,
    response=ReplyOut,
    operation_id="get_canned_reply",
    summary="Read a canned reply",
    openapi_extra=_SEES,
)
def read_reply(request: ApiRequest, reply_id: UUID, response: HttpResponse) -> ReplyOut:
    """Read a reply; its ETag serves If-Match."""
    return _reply(writing.get_reply(reply_id, actor=request.actor), response)


@replies.patch(
    _REPLY,
    response=ReplyOut,
    operation_id="change_canned_reply",
    summary="Change a canned reply",
    openapi_extra=_WRITES,
)
def change_reply(request: ApiRequest, reply_id: UUID, body: ReplyChange, response: HttpResponse) -> ReplyOut:
    """Change a reply; what is left out stays. With If-Match (412); 409 as for a new one."""
    line = _writable(request, reply_id)
    kept = {name: getattr(line, name) for name in ReplyIn.model_fields}
    draft = CannedDraft(**{**kept, **body.model_dump(exclude_unset=True)})
    return _reply(writing.change_reply(reply_id, draft, actor=request.actor), response)


@replies.delete(
    _REPLY,
    response={204: None},
    operation_id="remove_canned_reply",
    summary="Remove a canned reply",
    openapi_extra=_WRITES,
)
def remove_reply(request: ApiRequest, reply_id: UUID) -> Status[None]:
    """Take a reply away; with If-Match (412)."""
    _writable(request, reply_id)
    writing.remove_reply(reply_id, actor=request.actor)
    return Status(204, None)


@rules.get("", response=Page[RuleOut], operation_id="list_routing_rules", summary="List rules of routing")
def list_rules(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[RuleOut]:
    """List the rules in the order they are weighed: the first whose condition fits counts."""
    sorts = {"position": by_column("position", "number")}
    found = ruling.list_rules(request.actor)
    rows, after = page_rows(found, cursor=cursor, limit=limit, sort="position", sorts=sorts)
    return Page[RuleOut](items=[RuleOut.model_validate(row) for row in rows], next=after)


@rules.post(
    "",
    response={201: RuleOut},
    operation_id="add_routing_rule",
    summary="Add a rule of routing",
    openapi_extra=_RULES,
)
def add_rule(request: ApiRequest, body: RuleIn, response: HttpResponse) -> Status[RuleOut]:
    """Add a rule for conversations to come; 404 for a member or team there is not, 409 for no filter."""
    rule_id = ruling.set_rule(None, RuleDraft(**body.model_dump()), actor=request.actor)
    response["Location"] = f"/api/v1/routing-rules/{rule_id}"
    return Status(201, _rule(ruling.get_rule(rule_id, actor=request.actor), response))


@rules.get(_RULE, response=RuleOut, operation_id="get_routing_rule", summary="Read a rule of routing")
def read_rule(request: ApiRequest, rule_id: UUID, response: HttpResponse) -> RuleOut:
    """Read a rule; its ETag serves If-Match."""
    return _rule(ruling.get_rule(rule_id, actor=request.actor), response)


@rules.patch(
    _RULE,
    response=RuleOut,
    operation_id="change_routing_rule",
    summary="Change a rule of routing",
    openapi_extra=_RULES,
)
def change_rule(request: ApiRequest, rule_id: UUID, body: RuleChange, response: HttpResponse) -> RuleOut:
    """Change a rule, or have it rest (`active` false); with If-Match (412); 404 and 409 as for a new one."""
    row = ruling.get_rule(rule_id, actor=request.actor, verb="edit", lock=True)
    require_match(request, row.version)
    kept = {one.name: getattr(row, one.name) for one in fields(RuleDraft)}
    draft = RuleDraft(**{**kept, **body.model_dump(exclude_unset=True)})
    ruling.set_rule(rule_id, draft, actor=request.actor)
    return _rule(ruling.get_rule(rule_id, actor=request.actor), response)


@rules.delete(
    _RULE,
    response={204: None},
    operation_id="remove_routing_rule",
    summary="Remove a rule of routing",
    openapi_extra=_RULES,
)
def remove_rule(request: ApiRequest, rule_id: UUID) -> Status[None]:
    """Take a rule away; with If-Match (412)."""
    row = ruling.get_rule(rule_id, actor=request.actor, verb="edit", lock=True)
    require_match(request, row.version)
    ruling.remove_rule(rule_id, actor=request.actor)
    return Status(204, None)


@agents.get("", response=Whole[AgentOut], operation_id="list_agents", summary="List agents")
def list_all_agents(request: ApiRequest) -> Whole[AgentOut]:
    """List the active members by name, with what they bring and how many conversations they have."""
    return Whole[AgentOut](items=[AgentOut.model_validate(one) for one in list_agents(request.actor)])


@agents.get(_AGENT, response=AgentOut, operation_id="get_agent", summary="Read an agent")
def read_agent(request: ApiRequest, member_id: UUID, response: HttpResponse) -> AgentOut:
    """Read a member as routing sees them; the ETag serves If-Match."""
    return _agent(get_agent(member_id, actor=request.actor), response)


@agents.put(
    _AGENT,
    response=AgentOut,
    operation_id="set_agent",
    summary="Say what an agent brings",
    openapi_extra=_RULES,
)
def set_agent(request: ApiRequest, member_id: UUID, body: AgentIn, response: HttpResponse) -> AgentOut:
    """Say what a member brings, from when on they are given conversations; with If-Match (412)."""
    _may_route(request, member_id)
    draft = AgentDraft(tuple(body.skills), tuple(body.languages), body.most, body.away)
    ruling.set_agent(member_id, draft, actor=request.actor)
    return _agent(get_agent(member_id, actor=request.actor), response)


@agents.delete(
    _AGENT,
    response={204: None},
    operation_id="drop_agent",
    summary="Give an agent nothing more",
    openapi_extra=_RULES,
)
def drop_agent(request: ApiRequest, member_id: UUID) -> Status[None]:
    """Give a member no more conversations; what they have stays theirs. 404 where they are given none."""
    _may_route(request, member_id)
    ruling.drop_agent(member_id, actor=request.actor)
    return Status(204, None)


def _writable(request: ApiRequest, reply_id: UUID) -> ReplyLine:
    """Lock the reply and compare it with what the caller saw; raises `Missing`, `Forbidden`."""
    request.actor.require("edit", "conversation")
    line = writing.get_reply(reply_id, actor=request.actor, lock=True)
    require_match(request, line.version)
    return line


def _may_route(request: ApiRequest, member_id: UUID) -> None:
    request.actor.require("edit", "routing")
    require_match(request, get_agent(member_id, actor=request.actor).version)


def _reply(line: ReplyLine, response: HttpResponse) -> ReplyOut:
    set_etag(response, line.version)
    return ReplyOut.model_validate(line)


def _rule(row: RouteRule, response: HttpResponse) -> RuleOut:
    set_etag(response, row.version)
    return RuleOut.model_validate(row)


def _agent(line: AgentLine, response: HttpResponse) -> AgentOut:
    set_etag(response, line.version)
    return AgentOut.model_validate(line)
