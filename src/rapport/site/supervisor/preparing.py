"""What must be done before the first page: schema, static files, the demo shop; each only when it is due."""

import hashlib
import os
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import rapport
from rapport.kernel.embedded.api import Layout
from rapport.kernel.errors import Upstream
from rapport.site.supervisor import lifeline
from rapport.site.supervisor.children import rapport as command

SOURCE = Path(rapport.__file__).parent
ROLES = SOURCE / "kernel" / "identity" / "rules.py"
LIBRARIES = ("django", "django-allauth", "django-htmx", "django-ninja", "procrastinate")


def run_verb(*words: str, quiet: bool = False) -> str:
    """Run one of our verbs to its end; return what it printed."""
    done = subprocess.run(
        command(*words),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if quiet else None,
        env={**os.environ, lifeline.SUPERVISOR: str(os.getpid())},
        start_new_session=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Upstream(f"`rapport {' '.join(words)}` failed. {(done.stderr or '').strip()[-2000:]}")
    return done.stdout


def migrate(layout: Layout, *, embedded: bool) -> bool:
    """Bring schema and built-in roles up to date; skipped where the server was last left by the same code."""
    marker = layout.data / "rapport.migrated"  # beside the tables, so that a backup carries it with them
    now = fingerprint([*SOURCE.rglob("migrations/*.py"), ROLES])
    if embedded and marker.exists() and marker.read_text() == now:
        return False
    run_verb("migrate", "--quiet")
    if embedded:
        marker.write_text(now)
    return True


def build_static(layout: Layout) -> bool:
    """Collect and compress the static files, if any of them changed."""
    marker = layout.home / "static" / ".made-from"
    now = fingerprint(path for path in SOURCE.rglob("static/**/*") if path.is_file())
    if marker.exists() and marker.read_text() == now:
        return False
    run_verb("static", "--quiet")
    marker.parent.mkdir(exist_ok=True)
    marker.write_text(now)
    return True


def fill_demo(layout: Layout) -> str:
    """Fill the demo shop the first time; return the words that tell its logins, every time."""
    told = layout.home / "demo.txt"
    if not told.exists():
        told.write_text(run_verb("demo"), "utf-8")
    return told.read_text("utf-8")


def fingerprint(files: Iterable[Path]) -> str:
    """Return a digest that changes when one of the files or a library they rest on does."""
    digest = hashlib.sha256()
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for file in sorted(files):
        facts = file.stat()
        digest.update(f"{file} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
