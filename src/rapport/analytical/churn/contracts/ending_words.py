"""The words people read for terms of contracts, and why nothing is said of them."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rapport.analytical.churn.contracts.ending import ContractLine, Term, TermReason
from rapport.analytical.churn.contracts.model import Refusal
from rapport.kernel.money.api import to_major

TERM_LABELS: dict[Term, Promise] = {
    Term.AGE: gettext_lazy("Time it has run"),
    Term.PRICE: gettext_lazy("Price"),
    Term.BOUND: gettext_lazy("Time it is bound"),
    Term.PLAN: gettext_lazy("Plan"),
    Term.EVERY: gettext_lazy("Period of payment"),
    Term.RENEWS: gettext_lazy("Renewal"),
    Term.OTHERS: gettext_lazy("Other contracts"),
    Term.ENDED: gettext_lazy("Ended contracts"),
}
PERIOD_LABELS: dict[str, Promise] = {
    "month": gettext_lazy("Monthly"),
    "quarter": gettext_lazy("Quarterly"),
    "half": gettext_lazy("Half-yearly"),
    "year": gettext_lazy("Yearly"),
}
ENDING_KINDS: dict[str, Promise] = {
    "age": gettext_lazy("How long they have run (hazard)"),
    "terms": gettext_lazy("All their terms (logistic regression)"),
}
ENDING_REFUSALS: dict[Refusal, Promise] = {
    Refusal.NOTHING: gettext_lazy("No contracts were told yet; programs bring them in bulk."),
    Refusal.SHORT: gettext_lazy("The past is too short: it takes four months of contracts at least."),
    Refusal.FEW: gettext_lazy("Too few contracts ran at a time to tell how they end."),
    Refusal.ALL_ALIKE: gettext_lazy("Too few contracts ended, or went on, within the days looked ahead."),
    Refusal.NO_BETTER: gettext_lazy("What was learnt guessed no better than the same for all."),
}


def write_term(reason: TermReason, line: ContractLine) -> str:
    """Return a ground as a sentence about this contract, in the active language."""
    return _WRITERS[reason.term](line)


def _write_age(line: ContractLine) -> str:
    days = max((line.as_of - line.started_on).days, 0)
    return ngettext("Runs for %(days)s day.", "Runs for %(days)s days.", days) % {"days": days}


def _write_price(line: ContractLine) -> str:
    amount = f"{to_major(line.price_minor, line.currency):,} {line.currency}"
    return _("Costs %(amount)s a month.") % {"amount": amount}


def _write_bound(line: ContractLine) -> str:
    if line.term_ends_on is None:
        return _("Can end at any time.")
    days = max((line.term_ends_on - line.as_of).days, 0)
    return ngettext("Bound for %(days)s day more.", "Bound for %(days)s days more.", days) % {"days": days}


def _write_plan(line: ContractLine) -> str:
    return _("Has the plan %(plan)s.") % {"plan": line.plan}


def _write_period(line: ContractLine) -> str:
    return _("Paid: %(period)s.") % {"period": PERIOD_LABELS.get(line.every, line.every)}


def _write_renewal(line: ContractLine) -> str:
    return _("Renews by itself.") if line.renews else _("Does not renew by itself.")


def _write_others(line: ContractLine) -> str:
    count = line.others
    return ngettext(
        "%(count)s other contract runs beside it.", "%(count)s other contracts run beside it.", count
    ) % {"count": count}


def _write_ended(line: ContractLine) -> str:
    count = line.ended
    return ngettext(
        "%(count)s earlier contract has ended.", "%(count)s earlier contracts have ended.", count
    ) % {"count": count}


_WRITERS: dict[Term, Callable[[ContractLine], str]] = {
    Term.AGE: _write_age,
    Term.PRICE: _write_price,
    Term.BOUND: _write_bound,
    Term.PLAN: _write_plan,
    Term.EVERY: _write_period,
    Term.RENEWS: _write_renewal,
    Term.OTHERS: _write_others,
    Term.ENDED: _write_ended,
}
