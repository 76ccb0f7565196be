"""Background entry points: sending."""

from uuid import UUID

from rapport.kernel.jobs.api import JobRun
from rapport.operational.marketing.operations.life import SEND

__all__ = ["SEND", "run_send"]


def run_send(run: JobRun) -> dict[str, int]:
    """Send what of a campaign is due."""
    from rapport.operational.marketing.operations.sending import send_campaign

    return send_campaign(UUID(run.args["campaign_id"]), run)
