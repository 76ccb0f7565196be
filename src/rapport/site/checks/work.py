"""Questions about what runs by itself: backups, the archive, facts put aside, the supervisor."""

import socket
import time
from datetime import UTC, datetime, timedelta

import psycopg

from rapport.kernel.embedded.api import Layout, archive_state, database_urls, refusal
from rapport.site.checks.finding import Finding
from rapport.site.supervisor.home_lock import is_held
from rapport.site.values import get_number


def ask_backups(layout: Layout) -> Finding:
    """Is there a backup young enough?"""
    hours = get_number("RAPPORT_BACKUP_HOURS")
    taken = sorted((layout.home / "backups").glob("*T*Z"))
    if hours <= 0:
        return Finding("backups", f"{len(taken)}; none by itself (RAPPORT_BACKUP_HOURS is 0)")
    mend = "rapport backup, and look into logs/backup.log"
    if not taken:
        old = layout.secrets.exists() and time.time() - layout.secrets.stat().st_mtime > 2 * hours * 3600
        return Finding("backups", "none yet", mend if old else "")
    newest = datetime.strptime(taken[-1].name, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    age = datetime.now(UTC) - newest
    answer = f"{len(taken)}, the newest {age.total_seconds() / 3600:.0f} h old"
    return Finding("backups", answer, mend if age > timedelta(hours=2 * hours) else "")


def ask_archive(layout: Layout) -> Finding:
    """Is every finished piece of the database's log kept, where that is asked for?"""
    state = archive_state(layout)
    if state is None:
        return Finding("archive", "off: restoring goes back to a backup, not to a moment")
    if state.failing:
        return Finding("archive", f"{state.waiting} pieces wait, none is kept", "see logs/postgres-*.log")
    return Finding("archive", f"on, {state.kept} pieces kept, {state.size / 1e6:.0f} MB")


def ask_parked(layout: Layout) -> Finding:
    """Did consumers refuse facts?"""
    url = database_urls(layout.home)["relay"]
    if refusal(url):
        return Finding("facts", "not asked, the database does not answer")
    with psycopg.connect(url) as connection:
        row = connection.execute("select to_regclass('parked_fact') is not null").fetchone()
        if not (row and row[0]):
            return Finding("facts", "not asked, there is no schema yet")
        parked = connection.execute(
            "select count(*), min(consumer), (array_agg(reason))[1] from parked_fact"
        ).fetchone()
    if parked is None or not parked[0]:
        return Finding("facts", "none put aside")
    answer = f"{parked[0]} put aside, such as by {parked[1]}: {parked[2][:120]}"
    return Finding("facts", answer, "mend the cause, then send them again under Background work")


def ask_running(layout: Layout) -> Finding:
    """Does Rapport run here, and does it answer?"""
    lock = layout.home / "rapport.lock"
    says = lock.read_text("utf-8").strip() if lock.exists() else ""
    if not says:
        return Finding("Rapport", "does not run here")
    if not is_held(layout.home):
        return Finding("Rapport", f"was started at {says} and is gone", "rapport up")
    host, _, port = says.split()[0].removeprefix("http://").rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=3).close()
    except OSError:
        return Finding("Rapport", f"was started at {says} but does not answer", "stop it, then rapport up")
    return Finding("Rapport", f"serves at {says}")
