"""What may be wrong with a home or its machine, each with the mend: the doctor's questions."""

from rapport.site.checks.examination import QUESTIONS, examine
from rapport.site.checks.finding import Finding

__all__ = ["QUESTIONS", "Finding", "examine"]
