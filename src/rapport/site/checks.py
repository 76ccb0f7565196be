"""What may be wrong with a home or its machine, each with the mend: the doctor's questions."""

import os
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rapport.kernel.embedded.api import Layout, answers, database_urls, missing_means, server_state
from rapport.kernel.errors import RapportError
from rapport.site import runtime
from rapport.site.values import get_number

LEAST_FREE = 0.10


@dataclass(frozen=True, slots=True)
class Finding:
    """One question's answer; `mend` is empty where nothing is wrong."""

    question: str
    answer: str
    mend: str = ""

    @property
    def fine(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.mend


def examine(home: Path) -> Iterator[Finding]:
    """Ask every question about a home; nothing is changed and nothing is started."""
    for ask in (_home, _secrets, _disk, _postgres, _database, _history, _static, _fonts, _backups, _running):
        try:
            yield ask(Layout(home))
        except (OSError, RapportError) as error:
            yield Finding(ask.__name__.strip("_"), str(error), "see the message")


def _home(layout: Layout) -> Finding:
    if not layout.home.exists():
        return Finding("home", f"{layout.home} does not exist yet; `rapport up` makes it")
    if not os.access(layout.home, os.W_OK):
        return Finding("home", f"{layout.home} cannot be written", "give it to the user who runs Rapport")
    return Finding("home", str(layout.home))


def _secrets(layout: Layout) -> Finding:
    if not layout.secrets.exists():
        return Finding("secrets", "none yet")
    if stat.S_IMODE(layout.secrets.stat().st_mode) & 0o077:
        return Finding("secrets", f"others may read {layout.secrets}", f"chmod 600 {layout.secrets}")
    return Finding("secrets", "private")


def _disk(layout: Layout) -> Finding:
    place = next(folder for folder in (layout.home, *layout.home.parents) if folder.exists())
    usage = shutil.disk_usage(place)
    answer = f"{usage.free / 1e9:.1f} GB of {usage.total / 1e9:.1f} GB free"
    short = usage.free < LEAST_FREE * usage.total
    return Finding("disk", answer, "make room: below 10 % nothing is accepted any more" if short else "")


def _postgres(layout: Layout) -> Finding:
    if os.environ.get("DATABASE_URL"):
        return Finding("PostgreSQL", "elsewhere, by DATABASE_URL")
    missing = missing_means()
    if missing:
        return Finding("PostgreSQL", missing, "see the message")
    return Finding("PostgreSQL", server_state(layout.home))


def _database(layout: Layout) -> Finding:
    if not os.environ.get("DATABASE_URL") and not server_state(layout.home).startswith("runs"):
        return Finding("database", "not asked, the server does not run")
    urls = database_urls(layout.home)
    shut = [alias for alias, url in urls.items() if not answers(url)]
    if shut:
        return Finding("database", f"no way in as {', '.join(shut)}", "rapport migrate")
    return Finding("database", "all four roles can sign in")


def _history(layout: Layout) -> Finding:
    """Recompute the sealed history and compare it with the heads outside the database."""
    if _database(layout).mend or "not asked" in _database(layout).answer:
        return Finding("history", "not asked, the database does not answer")
    runtime.set_up_django()
    from rapport.kernel.seals.api import check_all  # noqa: PLC0415 - needs Django, which most questions do not

    found = check_all(layout.home)
    if not found:
        return Finding("history", "every seal holds, inside and outside the database")
    told = "; ".join(f"{one.tenant_id or 'seals.log'}: {one.what} (seal {one.number})" for one in found[:5])
    return Finding("history", told, "somebody changed it: keep seals.log, compare with a backup")


def _static(layout: Layout) -> Finding:
    if (layout.home / "static" / "staticfiles.json").exists():
        return Finding("static files", "built")
    return Finding("static files", "not built yet; `rapport up` builds them")


def _fonts(_layout: Layout) -> Finding:
    tool = shutil.which("fc-list")
    if tool is None:
        return Finding("Chinese fonts", "not known: fc-list is missing")
    listed = subprocess.run([tool, ":lang=zh-cn"], capture_output=True, check=False)
    if listed.stdout.strip():
        return Finding("Chinese fonts", "there")
    return Finding("Chinese fonts", "none: Chinese text in documents shows boxes", "install fonts-noto-cjk")


def _backups(layout: Layout) -> Finding:
    hours = get_number("RAPPORT_BACKUP_HOURS")
    taken = sorted((layout.home / "backups").glob("*T*Z"))
    if not taken:
        return Finding("backups", "none yet")
    newest = datetime.strptime(taken[-1].name, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    age = datetime.now(UTC) - newest
    late = hours > 0 and age > timedelta(hours=2 * hours)
    answer = f"{len(taken)}, the newest {age.total_seconds() / 3600:.0f} h old"
    return Finding("backups", answer, "rapport backup, and look into logs/backup.log" if late else "")


def _running(layout: Layout) -> Finding:
    lock = layout.home / "rapport.lock"
    says = lock.read_text("utf-8").strip() if lock.exists() else ""
    if not says:
        return Finding("Rapport", "does not run here")
    address = says.split()[0].removeprefix("http://")
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=3).close()
    except OSError:
        return Finding("Rapport", f"was started at {says} but does not answer", "rapport up")
    return Finding("Rapport", f"serves at {says}")
