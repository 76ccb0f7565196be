"""The sentence a reason becomes, in the active language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.analytical.churn.contracts.risk import Ground, Measures, RiskReason
from rapport.kernel.money.api import to_major


def write_reason(reason: RiskReason, measures: Measures, *, currency: str, horizon_days: int) -> str:
    """Return a ground with its figures; the same words serve pages, insights and programs."""
    match reason.ground:
        case Ground.SILENCE:
            return _write_silence(measures)
        case Ground.HABIT:
            text = _("Bought on %(days)s of the last %(since)s days.")
            return text % {"days": measures.days, "since": measures.since}
        case Ground.TREND:
            values = {"recent": measures.recent, "before": measures.before, "horizon": horizon_days}
            text = ngettext(
                "%(recent)s purchase in the last %(horizon)s days, %(before)s in the %(horizon)s before.",
                "%(recent)s purchases in the last %(horizon)s days, %(before)s in the %(horizon)s before.",
                measures.recent,
            )
            return text % values
        case Ground.MONEY:
            amount = f"{to_major(measures.mean_minor, currency):,} {currency}"
            return _("Spends %(amount)s at a time.") % {"amount": amount}
        case Ground.RETURNS:
            share = round(measures.returned_share * 100)
            return _("Sent back %(share)s %% of what was bought.") % {"share": share}


def _write_silence(measures: Measures) -> str:
    values = {"silent": measures.silent, "usual": measures.usual, "longest": measures.longest}
    if measures.days == 1:
        once = ngettext(
            "Bought once, %(silent)s day ago.", "Bought once, %(silent)s days ago.", measures.silent
        )
        return once % values
    if measures.silent > measures.longest:
        return (
            _("Silent for %(silent)s days, longer than ever (%(longest)s); usually buys every %(usual)s.")
            % values
        )
    usual = ngettext(
        "Bought %(silent)s day ago; usually buys every %(usual)s days.",
        "Bought %(silent)s days ago; usually buys every %(usual)s days.",
        measures.silent,
    )
    return usual % values
