"""The tables whose rows follow a party when it is merged: each room names its own."""

from rapport.customers.party.contracts import MergeParticipant

_participants: dict[tuple[str, str], MergeParticipant] = {}


def register_participant(participant: MergeParticipant) -> None:
    """Have a table's rows follow a merge, and go back when it is undone (in `apps.ready()`).

    Raises ValueError when the same column was named in another way before.
    """
    key = (participant.table, participant.column)
    if _participants.get(key, participant) != participant:
        raise ValueError(f"{participant.table}.{participant.column} follows merges in two ways.")
    _participants[key] = participant


def list_participants() -> list[MergeParticipant]:
    """Return every table that follows merges, in the order of their names."""
    return [_participants[key] for key in sorted(_participants)]
