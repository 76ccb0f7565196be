"""Background work of the room."""

from rapport.kernel.jobs.api import JobRun

WATCH, EVERY = "marts.watch", 21_600


def run_watch(run: JobRun) -> dict[str, list[str]]:
    """See whether the marts are still built and what they are made of still comes."""
    from rapport.analytical.warehouse.operations.watching import watch_marts

    return {"found": watch_marts(run.tenant_id)}
