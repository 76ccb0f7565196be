"""Where a person is signed in: kept from each sign-in on, and ended from afar."""

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from rapport.kernel.errors import Missing
from rapport.kernel.identity.contracts import SessionLine
from rapport.kernel.identity.models import Person
from rapport.kernel.identity.rules import describe_agent


def remember_session(request: HttpRequest) -> None:
    """Keep since when and from where the running session is signed in; once for each session."""
    if not UserSession.objects.filter(session_key=request.session.session_key).exists():
        UserSession.objects.create_from_request(request)


def list_sessions(request: HttpRequest, person: Person) -> list[SessionLine]:
    """Return where a person is signed in, the running session first, then the newest."""
    remember_session(request)
    lines = [
        SessionLine(
            id=one.pk,
            address=one.ip,
            agent=describe_agent(one.user_agent),
            since=one.created_at,
            current=one.session_key == request.session.session_key,
        )
        for one in UserSession.objects.purge_and_list(person)
    ]
    return sorted(lines, key=lambda line: (not line.current, -line.since.timestamp()))


def end_session(session_id: int, person: Person) -> None:
    """End one of a person's sessions; raises `Missing` for another's."""
    found = UserSession.objects.filter(id=session_id, user=person).first()
    if found is None:
        raise Missing("There is no such session.")
    found.end()


def end_other_sessions(request: HttpRequest, person: Person) -> int:
    """End all of a person's sessions but the running one; returns how many."""
    others = UserSession.objects.filter(user=person).exclude(session_key=request.session.session_key)
    every = list(others)
    for one in every:
        one.end()
    return len(every)
