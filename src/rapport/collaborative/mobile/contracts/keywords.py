"""Keywords as they are entered."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class KeywordDraft:
    """A word customers send to a number (`account_id`, none: to any), and its answer.

    `purpose` is what it subscribes to, empty for nothing; `double` asks by `question` first.
    """

    word: str
    answer: str
    account_id: UUID | None = None
    purpose: str = ""
    double: bool = False
    question: str = ""
    active: bool = True
