"""What a merge needs to know of other rooms, and how old ids lead on."""

from dataclasses import dataclass
from uuid import UUID

from rapport.kernel.errors import Conflict


@dataclass(frozen=True, slots=True)
class MergeParticipant:
    """A table with a column that holds a party's id, and `id` and `tenant_id` columns.

    `once` names the columns that may not be equal in two rows of one party: the merged party's row then stays
    with it. `alone` marks a table with one row a party. `other_end` is the party at the other end of a tie: a
    row that would tie the survivor to itself stays too. `flag` is a boolean that one row of those equal in
    `flag_within` may carry: the survivor's keeps it. The app's role needs the right to update the column.
    """

    table: str
    column: str = "party_id"
    once: tuple[str, ...] = ()
    alone: bool = False
    other_end: str = ""
    flag: str = ""
    flag_within: tuple[str, ...] = ()


class MergedAway(Conflict):
    """The party was merged into another; `survivor_id` says which."""

    def __init__(self, survivor_id: UUID) -> None:
        where = {"merged_into": str(survivor_id)}
        super().__init__("This customer was merged into another.", code="merged", fields=where)
        self.survivor_id = survivor_id
