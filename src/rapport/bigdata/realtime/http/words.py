"""What pages call kinds of triggers, steps of the funnel, and standard events."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rapport.bigdata.realtime.contracts import TriggerLine
from rapport.bigdata.realtime.models import Trigger
from rapport.kernel.filters.api import EVERYTHING, InvalidFilter, describe, parse
from rapport.kernel.identity.api import Actor
from rapport.ui.api import Tone

STEPS = {
    "page": gettext_lazy("Visited"),
    "product": gettext_lazy("Looked at a product"),
    "cart": gettext_lazy("Filled a cart"),
    "checkout": gettext_lazy("Went to the checkout"),
    "order": gettext_lazy("Bought"),
}
EVENTS = {
    "page": gettext_lazy("page seen"),
    "product": gettext_lazy("product viewed"),
    "search": gettext_lazy("searched"),
    "cart": gettext_lazy("put into the cart"),
    "checkout": gettext_lazy("checkout begun"),
    "order": gettext_lazy("ordered"),
    "identify": gettext_lazy("said who they are"),
    "click": gettext_lazy("clicked"),
    "form": gettext_lazy("form sent"),
    "error": gettext_lazy("met an error"),
}
STATES = {"on": gettext_lazy("on"), "off": gettext_lazy("off")}
TONES: dict[str, Tone] = {"on": "good", "off": "plain"}


def say_event(name: str) -> str:
    """Return what people call an event; its own name where it is the business's."""
    return str(EVENTS.get(name, name))


def say_rule(line: TriggerLine) -> str:
    """Return what a trigger looks for, in words."""
    if line.kind in ("present", "cheaper", "back"):
        return str(Trigger.Kind(line.kind).label)
    minutes = ngettext("%(count)d minute", "%(count)d minutes", line.minutes) % {"count": line.minutes}
    if line.kind == "idle":
        return _("Cart left alone for %(minutes)s") % {"minutes": minutes}
    what = {"event": say_event(line.event), "times": line.times, "minutes": minutes}
    if line.same:
        return _("%(event)s: the same one %(times)d× within %(minutes)s") % what
    return _("%(event)s: %(times)d× within %(minutes)s") % what


def say_who(line: TriggerLine, actor: Actor) -> str:
    """Return whom a trigger is for, in words."""
    if line.who is None:
        return _("Everybody")
    try:
        if is_any(line.who):
            return _("Any known customer")
        return describe(parse(dict(line.who)), "customer", actor=actor)
    except InvalidFilter:
        return _("A filter that no longer makes sense")


def is_any(who: Mapping[str, object]) -> bool:
    """Tell whether a filter takes every customer; raises `InvalidFilter` for one that is none."""
    return parse(dict(who)) == EVERYTHING


def say_repeat(line: TriggerLine) -> str:
    """Return how often it fires for one visitor at most."""
    return str(Trigger.Repeat(line.repeat).label)
