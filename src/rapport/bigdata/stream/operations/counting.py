"""What became of batches on their way: how often they came again, how often they were refused."""

from django.db import connections

_COUNT = """
insert into flow_tally (flow, again, refused) values (%(flow)s, %(again)s, %(refused)s)
on conflict (flow) do update
   set again = flow_tally.again + excluded.again, refused = flow_tally.refused + excluded.refused
"""


def count_mishaps(flow: str, *, again: int = 0, refused: int = 0) -> None:
    """Add to what the page of health shows of a flow; costs nothing where nothing went wrong."""
    if again or refused:
        with connections["relay"].cursor() as cursor:
            cursor.execute(_COUNT, {"flow": flow, "again": again, "refused": refused})
