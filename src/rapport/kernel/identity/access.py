"""Who may reach a route: each view says so itself, and the suite fails where one does not.

    path("customers/<uuid:id>", needs("edit", "customer")(edit_customer), name="customer_edit")

The mark is enforced before the view runs, so nothing is loaded for somebody who may not; the view still
narrows what it loads by `within_scope`. A view without a mark is treated as `member_only`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from rapport.kernel.errors import Forbidden
from rapport.kernel.identity.standing import actor_of, person_of

View = Callable[..., HttpResponseBase]
Who = Literal["public", "outside", "person", "alone", "member", "needs", "host"]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may reach a route; `why` explains the routes that ask for nothing."""

    who: Who
    verb: str = ""
    kind: str = ""
    why: str = ""


UNLISTED = Access("member")
_MARK = "rapport_access"


def access_of(view: object) -> Access | None:
    """Return the mark of a view, or None where it has none."""
    found = getattr(view, _MARK, None)
    return found if isinstance(found, Access) else None


def public(view: View, why: str = "") -> View:
    """Let anybody in, without a business: sign-in, health, a form on a shop's site."""
    return _marked(view, Access("public", why=why))


def outside(view: View, why: str = "") -> View:
    """Leave a route to its own door-keeper (tokens, signatures); sessions mean nothing there."""
    return _marked(view, Access("outside", why=why))


def person_only(view: View) -> View:
    """Ask for a signed-in person; a business is set where they have chosen one."""
    return _marked(view, Access("person"))


def person_alone(view: View) -> View:
    """Ask for a signed-in person, and set no business even where they have chosen one."""
    return _marked(view, Access("alone"))


def member_only(view: View) -> View:
    """Ask for a member of a business, whatever their rights: what is shown depends on them."""
    return _marked(view, Access("member"))


def host_only(view: View) -> View:
    """Ask for the host of the installation; no business is set."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = person_of(request)
        if not person.is_host:
            raise Forbidden(_("Only the host of this installation may do this."), code="not-host")
        return view(request, *args, **kwargs)

    return _marked(guarded, Access("host"))


def needs(verb: str, kind: str) -> Callable[[View], View]:
    """Ask for a member whose roles allow the verb on the kind, to whatever scope."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor_of(request).require(verb, kind)
            return view(request, *args, **kwargs)

        return _marked(guarded, Access("needs", verb, kind))

    return mark


def _marked(view: View, access: Access) -> View:
    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    setattr(marked, _MARK, access)
    return marked
