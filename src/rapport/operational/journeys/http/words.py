"""What steps, settings, ways and reasons are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.operational.journeys.models import Journey
from rapport.ui.api import Tone

Words = dict[str, str | Promise]
STATES = dict(Journey.State.choices)
TONES: dict[str, Tone] = {"draft": "plain", "live": "good", "paused": "warn", "stopped": "bad"}
KINDS: Words = {
    "entry": _("Way in"),
    "wait": _("Wait"),
    "until": _("Wait for a time of day"),
    "await": _("Wait for something to happen"),
    "branch": _("Branch"),
    "split": _("Draw lots"),
    "message": _("Write a message"),
    "task": _("Task"),
    "lead": _("Lead for sales"),
    "field": _("Change a field"),
    "tag": _("Change a tag"),
    "signal": _("Tell programs"),
    "goal": _("Goal"),
    "exit": _("End"),
}
ICONS = {
    **{"entry": "log-in", "wait": "hourglass", "until": "alarm-clock", "await": "ear"},
    **{"branch": "git-fork", "split": "shuffle", "message": "mail", "task": "list-todo"},
    **{"lead": "handshake", "field": "square-pen", "tag": "tag", "signal": "webhook"},
    **{"goal": "flag", "exit": "log-out"},
}
WAYS: Words = {
    **{"next": _("Next"), "yes": _("Yes"), "no": _("No"), "came": _("It happened")},
    **{"not": _("It did not"), "a": _("First lot"), "b": _("Second lot")},
}
SETTINGS: Words = {
    "trigger": _("People come in"),
    "fact": _("What happens"),
    "rule": _("Which one"),
    "clock": _("Time of day"),
    "filter": _("Conditions"),
    "again": _("Come in again"),
    "again_days": _("After days"),
    "goal": _("Goal"),
    "goal_days": _("Days that count for the goal"),
    "goal_ends": _("Whoever reached the goal leaves"),
    "leave_fact": _("Whoever does this leaves"),
    "leave_filter": _("Whom these conditions find leaves"),
    "hold_out": _("Held out, in percent"),
    "amount": _("How long"),
    "unit": _("Counted in"),
    "share": _("First lot, in percent"),
    "channel": _("Channel"),
    "subject": _("Subject"),
    "text": _("Text"),
    "purpose": _("Purpose"),
    "instead": _("If that does not reach them"),
    "instead_text": _("Text of the other channel"),
    "first": _("Goes first"),
    "patience": _("Hours until the other channel is tried"),
    "unreached": _("Who cannot be reached"),
    "title": _("In a few words"),
    "assignee": _("Who does it"),
    "days": _("Due in days"),
    "field": _("Field"),
    "value": _("New value"),
    "tag": _("Tag"),
    "change": _("Change"),
    "name": _("Word programs hear"),
}
FACTS: Words = {
    "order.placed.v1": _("An order is placed"),
    "order.cancelled.v1": _("An order is cancelled"),
    "return.received.v1": _("A return is received"),
    "customer.created.v1": _("A customer is entered"),
    "prospect.captured.v1": _("A prospect is captured"),
    "prospect.converted.v1": _("A prospect becomes a customer"),
    "consent.given.v1": _("Consent is given"),
    "consent.withdrawn.v1": _("Consent is withdrawn"),
    "trigger.fired.v1": _("A trigger fires on the site"),
    "segment.moved.v1": _("A segment is joined or left"),
    "message.received.v1": _("A message is received"),
    "campaign.answered.v1": _("A letter is opened or followed"),
    "journey.answered.v1": _("A letter of this journey is opened or followed"),
}
OPTIONS: dict[str, Words] = {
    "trigger": {
        "fact": _("when something happens"),
        "segment": _("when they join a segment"),
        "daily": _("each day whom the conditions find"),
        "program": _("when a program or a member says so"),
    },
    "fact": FACTS,
    "goal": {"": "–", **FACTS},
    "leave_fact": {"": "–", **FACTS},
    "again": {"never": _("Never"), "after": _("After some days"), "always": _("Always")},
    "goal_ends": {"no": _("No"), "yes": _("Yes")},
    "unit": {"minutes": _("Minutes"), "hours": _("Hours"), "days": _("Days")},
    "channel": {"email": _("E-mail"), "sms": _("SMS")},
    "instead": {"": "–", "email": _("E-mail"), "sms": _("SMS")},
    "first": {"named": _("the channel above"), "best": _("the best for each one")},
    "purpose": {"marketing": _("Marketing"), "newsletter": _("Newsletter")},
    "unreached": {"on": _("go on"), "leave": _("leave")},
    "change": {"add": _("Add"), "remove": _("Take away")},
}
OUTCOMES: Words = {
    "handed-email": _("Written by e-mail"),
    "handed-sms": _("Written by SMS"),
    "no-account": _("No connected address"),
    "no-address": _("No address"),
    "no-consent": _("Never agreed"),
    "withdrawn": _("Withdrew consent"),
    "do-not-contact": _("Wants no contact"),
    "undeliverable": _("Address is dead"),
    "unfilled": _("A place had nothing in it"),
    "gone": _("No longer there"),
}
"""What a message of a step was for somebody."""
CHOSEN: Words = {
    "only": _("It is the only channel they can be reached on."),
    "alike": _("Nothing speaks for another channel yet."),
    "answers": _("It is where they answer most: %(figures)s."),
    "cheaper": _("Both are about as good (%(figures)s), and this one costs less."),
}
"""Why a channel goes first."""
LOST: Words = {
    "failed": _("The message by %(channel)s bounced or failed."),
    "refused": _("The message by %(channel)s was not sent."),
    "silent": _("The message by %(channel)s found no reader in time."),
}
"""Why another channel was tried."""
HELP: Words = {
    "text": _(
        "Places to fill: {{name}}, {{given_name|dear customer}}, {{city}}, {{product|what you looked at}}. "
        "A line “# words” is a heading, “> words | https://…” a button."
    ),
    "clock": _("Where each customer lives."),
    "first": _(
        "By consent, by what each one answers, and by cost where two are about as good; said for each one."
    ),
    "patience": _("If the e-mail is not opened, or anything bounces or is not delivered. 0: never."),
    "hold_out": _("They are left alone, so that you see what the journey changes."),
}
