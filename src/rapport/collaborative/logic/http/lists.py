"""The lists of services, and of what they did."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.collaborative.delivery.api import list_channels
from rapport.collaborative.logic.contracts.lines import ServiceLine, TraceLine
from rapport.collaborative.logic.http.words import KIND_TONES, KINDS, STATES, TONES
from rapport.collaborative.logic.models import LogicService, LogicTrace
from rapport.collaborative.logic.queries import editions, traces
from rapport.kernel.identity.api import Actor
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    DateTime,
    Empty,
    Filter,
    Link,
    Muted,
    Number,
    Text,
    Yes,
)
from rapport.ui.api.records import RecordList, narrow_by, show_records

PATH, LOG = "/answers", "/answers/log"


def show_services(request: HttpRequest) -> HttpResponse:
    """The services of the business in the order they are weighed."""
    return show_records(request, SERVICES)


def show_log(request: HttpRequest) -> HttpResponse:
    """What was done about messages, the newest first."""
    return show_records(request, TRACES)


def _columns(actor: Actor) -> list[Column[ServiceLine]]:
    return [
        Link("name", _("Name"), href=lambda row: f"{PATH}/{row.id}", width=14, phone="title"),
        Badge("state", _("State"), labels=STATES, tones=TONES, phone="aside", width=7),
        Muted("words", _("Meets"), value=_words, phone="under", width=16),
        Number("position", _("Place in the order"), sort=True, width=6),
        Number("live", _("Version that is live"), width=6),
        Yes("changed", _("Changed since"), hidden=True),
        Number("answers", _("Messages met"), width=6, phone="corner"),
        DateTime("created", _("Made"), lambda row: row.created_at, ago=True, sort=True, newest_first=True),
    ]


def _words(row: ServiceLine) -> str:
    when = row.draft.when
    return ", ".join(when.words) if when.how != "any" else _("Any message")


def _filters(actor: Actor) -> list[Filter]:
    return [Filter("state", _("State"), Choice.each(LogicService.State.choices), icon="circle-dot")]


def _actions(actor: Actor) -> list[Action]:
    found = [
        Action(_("Try"), f"{PATH}/try", icon="flask-conical", key="t"),
        Action(_("Log"), LOG, icon="history", key="l"),
    ]
    if actor.may("create", "logic"):
        found.append(Action(_("New service"), f"{PATH}/new", icon="plus", main=True, key="n"))
    return found


SERVICES: RecordList[ServiceLine] = RecordList(
    kind="logic",
    name="answers",
    path=PATH,
    title=gettext_lazy("Automatic answers"),
    columns=_columns,
    rows=editions.list_services,
    narrow=narrow_by("state"),
    orders=editions.ORDERS,
    load=editions.load_rows,
    default_sort="position",
    filters=_filters,
    groups=("state",),
    actions=_actions,
    empty=lambda actor: Empty(
        _("No services yet"),
        _("A service answers by itself what customers write: opening hours, where an order is, how to join."),
        icon="bot-message-square",
    ),
)
"""The list of services, as every list is told to the house."""


def _trace_columns(actor: Actor) -> list[Column[TraceLine]]:
    return [
        Link(
            "text",
            _("Message"),
            href=lambda row: f"/conversations/{row.conversation_id}",
            width=14,
            phone="title",
        ),
        Badge("kind", _("What was done"), labels=KINDS, tones=KIND_TONES, phone="aside", width=8),
        Text("service", _("Service"), width=9),
        Number("number", _("Version"), width=5),
        Muted("why", _("Why"), width=12, phone="under"),
        Muted("answer", _("Answer"), width=16),
        Muted("sender", _("With"), width=9),
        DateTime("at", _("When"), lambda row: row.at, sort=True, newest_first=True, phone="corner", width=9),
    ]


def _trace_filters(actor: Actor) -> list[Filter]:
    kinds = Choice.each(LogicTrace.Kind.choices)
    channels = [Choice(one.name, str(one.label)) for one in list_channels()]
    return [
        Filter("kind", _("What was done"), kinds, icon="circle-dot"),
        Filter("channel", _("Channel"), channels, icon="radio"),
    ]


TRACES: RecordList[TraceLine] = RecordList(
    kind="logic_trace",
    name="answers-log",
    path=LOG,
    title=gettext_lazy("Log of automatic answers"),
    columns=_trace_columns,
    rows=traces.list_traces,
    narrow=narrow_by("kind", "channel"),
    orders=traces.ORDERS,
    load=traces.load_traces,
    default_sort="-at",
    filters=_trace_filters,
    groups=("kind", "service"),
    empty=lambda actor: Empty(
        _("Nothing yet"),
        _("Each message a service did something about stands here, with the reason."),
        icon="history",
    ),
)
"""The log, as every list is told to the house."""
