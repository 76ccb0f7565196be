"""One answer of the doctor."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One question's answer; `mend` is empty where nothing is wrong."""

    question: str
    answer: str
    mend: str = ""

    @property
    def fine(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.mend
