"""What may be wrong with a home or its machine, each with the mend: the doctor's questions."""

from rapport.site.checks.examination import examine
from rapport.site.checks.finding import Finding

__all__ = ["Finding", "examine"]
