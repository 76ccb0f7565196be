"""Background entry points: letters that an accident left behind."""

from rapport.kernel.jobs.api import JobRun
from rapport.kernel.mail.api import deliver_due

DELIVER = "host.deliver_letters"
SECONDS = 300


def run_deliver(run: JobRun) -> dict[str, int]:
    """Deliver the installation's letters whose time has come; safe to run twice."""
    return {"delivered": deliver_due()}
