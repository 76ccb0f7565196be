"""Made-up content for the style page."""

from rapport.ui.http.samples.faces import FACES
from rapport.ui.http.samples.parts import (
    SampleForm,
    sample_charts,
    sample_entries,
    sample_facts,
    sample_progress,
    sample_stats,
)
from rapport.ui.http.samples.rows import (
    NAMES,
    SampleCustomer,
    sample_columns,
    sample_filters,
    sample_listing,
    sample_rows,
)

__all__ = [
    "FACES",
    "NAMES",
    "SampleCustomer",
    "SampleForm",
    "sample_charts",
    "sample_columns",
    "sample_entries",
    "sample_facts",
    "sample_filters",
    "sample_listing",
    "sample_progress",
    "sample_rows",
    "sample_stats",
]
