"""What comes back in a file: rows of an address file with what came of them, a kind of intake."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import polars as pl
from django.utils.translation import gettext_lazy as _

from rapport.customers.intake.api.landing import ROW, moment
from rapport.customers.intake.contracts import ChunkOutcome, ImportContext, Reject, TargetField
from rapport.kernel.work.api import Work
from rapport.operational.marketing.contracts.outcomes import Told
from rapport.operational.marketing.models import CampaignRecipient
from rapport.operational.marketing.operations.outcomes import note_outcomes
from rapport.operational.marketing.queries.campaigns import list_campaigns
from rapport.operational.marketing.rules.by_hand import BY_HAND, outcomes_of, read_outcome

LONGEST_NOTE: Final = 1_000


class OutcomesKind:
    """Rows name a recipient by the reference of the address file, and say what came of it."""

    name = "outcomes"
    label = _("Results of campaigns")
    record = "campaign"
    needs = ("edit", "campaign")
    fields = (
        TargetField("reference", _("Reference"), ("reference", "参考号"), required=True),
        TargetField("outcome", _("Result"), ("outcome", "result", "结果"), required=True),
        TargetField("note", _("Note"), ("note", "remark", "备注")),
        TargetField("date", _("Day"), ("date", "day", "日期")),
    )
    keys = ("reference",)
    takes_own_fields = False
    tables = ("campaign_outcome",)
    derived: tuple[str, ...] = ()

    def prepare(self, frame: pl.DataFrame, context: ImportContext) -> tuple[pl.DataFrame, list[Reject]]:
        """Judge a chunk; a row without a result says nothing, and nothing is noted of it."""
        frame = _with_moments(frame, context)
        rejects, sound = list[Reject](), list[dict[str, Any]]()
        for row in frame.filter(pl.col("outcome") != "").iter_rows(named=True):
            if wrong := _judge(row):
                rejects.append(wrong)
            else:
                read = {"outcome": read_outcome(row["outcome"]), "note": row["note"][:LONGEST_NOTE]}
                sound.append({**{name: row[name] for name in _SCHEMA}, **read})
        return pl.DataFrame(sound, schema=_SCHEMA), rejects

    def land(self, frame: pl.DataFrame, context: ImportContext, work: Work) -> ChunkOutcome:
        """Note what came of each, campaign by campaign."""
        found = _find(list(frame["reference"]), context)
        rejects, told = list[Reject](), dict[UUID, dict[UUID, Told]]()
        for row in frame.iter_rows(named=True):
            place = found.get(row["reference"].lower())
            if place is None or row["outcome"] not in outcomes_of(place[2]):
                wrong = ("outcome", "not_a_choice") if place else ("reference", "not_there")
                rejects.append(Reject(row[ROW], *wrong, row[wrong[0]]))
                continue
            if row["at"] is not None and row["at"] > work.now:
                rejects.append(Reject(row[ROW], "date", "not_a_date", row["at"].isoformat()))
                continue
            campaign_id, party_id, _channel = place
            told.setdefault(campaign_id, {})[party_id] = Told(
                party_id, row["outcome"], row["note"], row["at"]
            )
        leads = 0
        for campaign_id, some in told.items():
            leads += len(
                note_outcomes(
                    campaign_id, list(some.values()), actor=context.actor, batch_id=context.import_id
                )
            )
        return ChunkOutcome(rejects, {"updated": sum(map(len, told.values())), "leads": leads})

    def finish(self, context: ImportContext, work: Work) -> dict[str, int]:
        """Nothing is derived."""
        return {}

    def before_undo(self, context: ImportContext, work: Work) -> int:
        """What sales got to do stays, and so does whoever wants no more: neither is a row of the file."""
        return 0

    def after_undo(self, context: ImportContext, work: Work) -> None:
        """Nothing is derived."""


_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    **{ROW: pl.Int64, "reference": pl.String, "outcome": pl.String, "note": pl.String},
    "at": pl.Datetime("us", "UTC"),
}


def _with_moments(frame: pl.DataFrame, context: ImportContext) -> pl.DataFrame:
    """Return the columns as plain text, empty where there are none, with the moment (UTC) of `date`."""
    there = [
        (pl.col(name).cast(pl.String) if name in frame.columns else pl.lit(None, pl.String))
        .fill_null("")
        .str.strip_chars()
        .alias(name)
        for name in ("reference", "outcome", "note", "date")
    ]
    at = moment(pl.col("date"), zone=context.zone, day_first=context.options.day_first).alias("at")
    return frame.with_columns(there).with_columns(at)


def _judge(row: Mapping[str, Any]) -> Reject | None:
    try:
        UUID(row["reference"])
    except ValueError:
        return Reject(row[ROW], "reference", "not_there", row["reference"])
    if not read_outcome(row["outcome"]):
        return Reject(row[ROW], "outcome", "not_a_choice", row["outcome"])
    if row["date"] and row["at"] is None:
        return Reject(row[ROW], "date", "not_a_date", row["date"])
    return None


def _find(references: list[str], context: ImportContext) -> dict[str, tuple[UUID, UUID, str]]:
    """Return campaign, customer and channel of what was handed out, of campaigns the actor may change."""
    mine = list_campaigns(context.actor, "edit").filter(channel__in=BY_HAND).values("id")
    rows = CampaignRecipient.objects.filter(id__in=references, state="handed", campaign_id__in=mine)
    found = rows.values_list("id", "campaign_id", "party_id", "campaign__channel")
    return {str(one): (campaign, party, channel) for one, campaign, party, channel in found}


KIND = OutcomesKind()
