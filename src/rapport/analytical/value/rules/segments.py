"""Named segments: the grid of recency and frequency scores that shops and their tools have in common.

Source: the ten segments of Putler's "RFM Analysis for Successful Customer Segmentation", laid over the
five-by-five grid of recency and frequency without gap or overlap as in G. Martin, "RFM Segmentation with
Python" (2018). The monetary score stands beside the segment and does not choose it.
"""

from rapport.analytical.value.contracts import Scores, Segment

C, L, P, N, G, A, S, R, X, H = Segment

GRID: tuple[
    tuple[Segment, ...], ...
] = (  # rows: recency 1 … 5; columns: frequency 1 … 5; G: promising, X: cannot lose
    (H, H, R, R, X),
    (H, H, R, R, X),
    (S, S, A, L, L),
    (G, P, P, L, L),
    (N, P, P, C, C),
)


def name_segment(scores: Scores) -> Segment:
    """Return the segment of a customer's scores."""
    return GRID[scores.recency - 1][scores.frequency - 1]


def list_cells(segment: Segment) -> list[tuple[int, int]]:
    """Return the (recency, frequency) cells of a segment, for the set-based statement and the page's grid."""
    return [(r + 1, f + 1) for r, row in enumerate(GRID) for f, cell in enumerate(row) if cell is segment]
