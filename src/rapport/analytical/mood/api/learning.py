"""The front door of reading and learning, which brings numpy, scipy and scikit-learn."""

from rapport.analytical.mood.operations.learning import learn_reading
from rapport.analytical.mood.operations.reading import read_due

__all__ = ["learn_reading", "read_due"]
