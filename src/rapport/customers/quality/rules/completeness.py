"""What makes a customer's record complete: simple weights that add up to a hundred."""

from rapport.customers.party.contracts import CustomerState
from rapport.customers.quality.contracts import Completeness

_PERSON = {"reach": 30, "second-way": 10, "address": 15, "country": 10, "language": 10, "verified": 10}
_PERSON |= {"birthday": 5, "consent": 10}
_COMPANY = {"reach": 30, "second-way": 10, "address": 20, "country": 10, "tax-number": 15, "website": 5}
_COMPANY |= {"consent": 10}


def measure(state: CustomerState, *, has_consent: bool) -> Completeness:
    """Weigh what is there; `missing` names what is not, the weightiest first.

    A person: reachable 30, address 15, a second way 10, country 10, language 10, a verified way 10, a word
    about consent 10, birthday 5. A company or household has a tax number (15) and a web page (5) instead.
    """
    weights = _PERSON if state.kind == "person" else _COMPANY
    ways = {point.kind for point in state.contact_points if point.kind in ("email", "phone", "handle")}
    there = {
        "reach": bool(ways),
        "second-way": len(ways) > 1,
        "address": any(one.city and one.street for one in state.addresses),
        "country": bool(state.country or any(one.country for one in state.addresses)),
        "language": bool(state.locale),
        "verified": any(point.verified_at for point in state.contact_points),
        "birthday": state.birth_date is not None,
        "tax-number": bool(state.tax_number),
        "website": bool(state.website),
        "consent": has_consent,
    }
    missing = sorted((name for name in weights if not there[name]), key=lambda name: -weights[name])
    return Completeness(100 - sum(weights[name] for name in missing), tuple(missing))
