"""Reactions to facts: open pages are told which of their parts to ask for again."""

from collections import defaultdict
from collections.abc import Sequence

from rapport.kernel.live.api import announce
from rapport.kernel.outbox.api import Envelope

CONSUMER = "desk.customer.live"
EVERYTHING = ("everything",)
TOUCHED: dict[str, tuple[str, ...]] = {
    "customer.created.v1": ("customer",),
    "customer.updated.v1": ("about", "reach", "tags", "tie", "customer"),
    "customer.removed.v1": ("customer",),
    "customer.handed_over.v1": ("about",),
    "customer.merged.v1": EVERYTHING,
    "customer.unmerged.v1": EVERYTHING,
    "customer.erased.v1": EVERYTHING,
    "consent.given.v1": ("consent",),
    "consent.withdrawn.v1": ("consent",),
    "preference.changed.v1": ("consent",),
    "form.submitted.v1": ("contact",),
    "site_piece.answered.v1": ("contact",),
    **{f"prospect.{what}.v1": ("prospect",) for what in ("captured", "converted", "lost", "reopened")},
    **{f"account.{what}.v1": ("account",) for what in ("named", "changed", "ended")},
    **{f"need.{what}.v1": ("account",) for what in ("raised", "escalated", "acknowledged", "resolved")},
    **{f"message.{what}.v1": ("contact",) for what in ("received", "written")},
    "note.written.v1": ("note",),
    "note.removed.v1": ("note",),
    "contact.logged.v1": ("contact",),
    "file.attached.v1": ("file",),
    "file.removed.v1": ("file",),
    **{f"task.{what}.v1": ("task",) for what in ("created", "changed", "done", "removed")},
    **{
        f"order.{what}.v1": ("order",)
        for what in ("placed", "changed", "status_changed", "cancelled", "removed")
    },
    **{f"{what}.v1": ("order",) for what in ("payment.received", "payment.refunded", "return.received")},
}
"""Each fact with what of a customer's page it touches, as cards name it in `hears`."""
MOST = 20
"""More customers than this at once are an import: every open page asks again, once."""


def tell_pages(batch: Sequence[Envelope]) -> None:
    """Announce what changed: hints alone, each page asks again with its reader's own rights."""
    heard: dict[str, set[str]] = defaultdict(set)
    for envelope in batch:
        party = envelope.payload.get("customer_id") or envelope.payload.get("party_id")
        if party:
            heard[str(party)].update(TOUCHED[envelope.name])
    anything = {what for envelope in batch for what in TOUCHED[envelope.name]}
    if len(heard) > MOST:
        announce("customer.many", what="everything")
    else:
        for party, what in heard.items():
            announce(f"customer.{party}", what=" ".join(sorted(what)))
    announce("home", what=" ".join(sorted(anything - {"everything"})) or "customer")
