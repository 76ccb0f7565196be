"""What became of a step for one customer."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, or why not; `ref_id` is the delivery, task or lead; `leaves` ends the way here.

    `why` says why it was done so; with `stays` somebody waits here, for as long as the step has patience.
    """

    outcome: str
    ref_id: UUID | None = None
    leaves: bool = False
    why: str = ""
    stays: bool = False
