"""Promises that were not kept: whoever has the conversation hears of it, once."""

from datetime import timedelta
from uuid import UUID

from rapport.collaborative.delivery.api import list_conversations
from rapport.kernel.identity.api import Actor, load_teams
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.work.api import unit_of_work

LATE = "thread.late"
BACK = timedelta(hours=6)
"""How long a stopped worker may have left somebody untold."""
MOST = 2_000


def tell_late(*, actor: Actor) -> int:
    """Tell members, or a team where nobody has it, of answers that fell due; returns how many were told.

    Telling the same again tells nobody twice, so it may run as often as it likes.
    """
    with unit_of_work(actor) as work:
        late = list_conversations(actor).filter(
            answer_due_at__lte=work.now, answer_due_at__gt=work.now - BACK, state="open"
        )
        rows = late.order_by("answer_due_at", "id").values_list(
            "id", "assignee_id", "team_id", "answer_due_at"
        )[:MOST]
        teams = {team.id: [member for member, _name in team.members] for team in load_teams()}
        drafts = [
            NoticeDraft(kind=LATE, member_id=member, subject_id=one, key=f"{one}:{due.isoformat()}")
            for one, assignee, team, due in rows
            if due is not None
            for member in _whom(assignee, team, teams)
        ]
        return tell(drafts, now=work.now) if drafts else 0


def _whom(assignee: UUID | None, team: UUID | None, teams: dict[UUID, list[UUID]]) -> list[UUID]:
    if assignee is not None:
        return [assignee]
    return teams.get(team, []) if team is not None else []
