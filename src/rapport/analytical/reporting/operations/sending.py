"""Making scheduled reports when they are due, and writing the letters they travel with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rapport.analytical.reporting.contracts.paper import FORMS
from rapport.analytical.reporting.models import ReportRun, ReportSchedule
from rapport.analytical.reporting.operations.owners import owner_of
from rapport.analytical.reporting.operations.papers import (
    Made,
    Shown,
    find_shown,
    make_files,
    say_numbers,
)
from rapport.analytical.reporting.operations.scheduling import next_of, start_run
from rapport.analytical.reporting.operations.telling import tell_failure
from rapport.analytical.reporting.queries.allowed import list_refused
from rapport.kernel.errors import RapportError, Upstream, say
from rapport.kernel.identity.api import Actor, absolute, list_addresses
from rapport.kernel.mail.api import Button, Enclosure, Letter, find_carried, send_letter
from rapport.kernel.tenancy.api import as_tenant, get_own_tenant
from rapport.kernel.work.api import unit_of_work
from rapport.ui.api import get_viewer

MOST_BYTES = 8_000_000
"""What is larger is not enclosed: most mail servers take ten million at most."""
KEPT, GIVEN_UP = timedelta(days=396), timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What travels: the business's name, what was found, the files, sentences of its numbers."""

    place: str
    shown: Shown
    files: tuple[Made, ...]
    numbers: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many bytes the files are together."""
        return sum(len(one.content) for one in self.files)


def queue_due(actor: Actor) -> int:
    """Have every report made whose hour has come; returns how many.

    A report whose hour passed several times while nothing ran is made once. Who left gets nothing made any
    more: the report rests, and whoever looks after reports is told.
    """
    with unit_of_work(actor) as work:
        due = ReportSchedule.objects.filter(active=True, next_at__lte=work.now).select_for_update()
        rows = list(due.order_by("next_at"))
        for row in rows:
            owner = owner_of(row.owner_id, row.owner_kind)
            due_at = row.next_at or work.now
            if owner is None:
                reason = say("Whose report it is has left.")
                ReportRun.objects.create(
                    **{"schedule": row, "due_at": due_at, "state": "failed", "reason": reason},
                    **{"settled": True, "ended_at": work.now},
                )
                row.active, row.next_at = False, None
                tell_failure(row, due_at, work.now)
            else:
                start_run(row, due_at, owner)
                row.next_at = next_of(row, work.now)
            row.save(update_fields=["active", "next_at"])
        ReportRun.objects.filter(due_at__lt=work.now - KEPT).delete()
    return len(rows)


def send_report(run_id: UUID, *, actor: Actor, last: bool = True) -> int:
    """Make one report and write its letters; returns how many. Safe to run again after an accident.

    What cannot be made is noted with why, and its owner is told; while marts are copied it is tried again,
    unless this is the `last` time.
    """
    with unit_of_work(actor) as work:
        run = ReportRun.objects.select_for_update().filter(id=run_id).first()
        if run is None or run.state not in ("waiting", "writing"):
            return 0
        run.state, run.started_at = "writing", run.started_at or work.now
        run.save(update_fields=["state", "started_at"])
        row = ReportSchedule.objects.get(id=run.schedule_id)
    try:
        with translation.override(row.locale), timezone.override(ZoneInfo(row.zone)):
            return _send(row, run, actor)
    except Upstream as refusal:
        if not last:
            raise
        note_failure(run_id, str(refusal), actor=actor)
    except RapportError as refusal:
        note_failure(run_id, str(refusal), actor=actor)
    return 0


def note_failure(run_id: UUID, reason: str, *, actor: Actor) -> None:
    """Note why a report was not made, and tell its owner; nothing where it is over."""
    with unit_of_work(actor) as work:
        run = ReportRun.objects.select_for_update().select_related("schedule").filter(id=run_id).first()
        if run is None or run.state not in ("waiting", "writing"):
            return
        run.state, run.reason, run.ended_at, run.settled = "failed", reason[:300], work.now, True
        run.save(update_fields=["state", "reason", "ended_at", "settled"])
        tell_failure(run.schedule, run.due_at, work.now)


def settle_letters(actor: Actor) -> int:
    """See what became of letters of late; owners are told of those nobody took.

    Returns how many runs are settled.
    """
    with unit_of_work(actor) as work:
        runs = list(ReportRun.objects.select_for_update().filter(state="sent", settled=False)[:200])
        carried = find_carried([one for run in runs for one in run.letters])
        done = 0
        for run in runs:
            states = [carried[one].status for one in run.letters if one in carried]
            late = run.due_at < work.now - GIVEN_UP
            if "waiting" in states and not late:
                continue
            run.undelivered, run.settled = states.count("failed") + states.count("waiting"), True
            run.save(update_fields=["undelivered", "settled"])
            done += 1
            if run.undelivered:
                tell_failure(ReportSchedule.objects.get(id=run.schedule_id), run.due_at, work.now)
    return done


def _send(row: ReportSchedule, run: ReportRun, actor: Actor) -> int:
    drawn = _draw(row, actor)
    with as_tenant(actor.tenant_id):
        addresses = [one for one, _locale in list_addresses(row.members).values()]
        refused = set(list_refused(tuple(row.outside)))
    letters = [
        *_write_all(row, run, drawn, addresses, inside=True),
        *_write_all(row, run, drawn, [one for one in row.outside if one not in refused], inside=False),
    ]
    if not letters:
        note_failure(run.id, say("Nobody it may go to is left."), actor=actor)
        return 0
    with unit_of_work(actor) as work:
        ReportRun.objects.filter(id=run.id).update(
            state="sent",
            letters=letters,
            size=drawn.size,
            reason=say("An address is not allowed any more and got nothing.") if refused else "",
            ended_at=work.now,
        )
    return len(letters)


def _draw(row: ReportSchedule, actor: Actor) -> Drawn:
    viewer = get_viewer()
    form = next(one for one in FORMS if one == row.form)
    with as_tenant(actor.tenant_id):
        shown = find_shown(row.board, row.question, actor=actor)
        name = f"{slugify(row.name, allow_unicode=True)[:60] or 'report'}-{viewer.today.isoformat()}"
        files = make_files(shown, name, form, viewer, actor)
        place = get_own_tenant(actor.tenant_id).name
    return Drawn(place, shown, tuple(files), tuple(say_numbers(shown, viewer)))


def _write_all(
    row: ReportSchedule, run: ReportRun, drawn: Drawn, addresses: Sequence[str], *, inside: bool
) -> Iterator[UUID]:
    """Write one letter to each; an address's letter of a run has one id, so that none is written twice."""
    letter = _write_letter(row, drawn, inside=inside)
    files = [Enclosure(one.name, one.media, one.content) for one in drawn.files]
    for address in dict.fromkeys(addresses):
        yield send_letter(
            letter,
            address,
            locale=row.locale,
            files=files if drawn.size <= MOST_BYTES else (),
            mail_id=uuid5(run.id, address),
        )


def _write_letter(row: ReportSchedule, drawn: Drawn, *, inside: bool) -> Letter:
    """Return the letter; outside addresses get no way in, since they could not go it."""
    large = drawn.size > MOST_BYTES
    said = [one for one in (row.note, *drawn.numbers) if one]
    if large:
        said.append(_("The file is too large for a letter; look at the report in Rapport."))
    said.append(_("“%(report)s” is enclosed.") % {"report": drawn.shown.title} if not large else "")
    button = Button(_("Open the report"), absolute(drawn.shown.href)) if inside else None
    small = _("%(place)s sends you this report by itself. Ask there to get it no more.") % {
        "place": drawn.place
    }
    return Letter(f"{row.name} — {drawn.place}", tuple(one for one in said if one), button, small)
