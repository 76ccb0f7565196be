"""The round of questions: each is asked even if the one before could not be answered."""

from collections.abc import Collection, Iterator
from pathlib import Path

import psycopg

from rapport.kernel.embedded.api import Layout
from rapport.kernel.errors import RapportError
from rapport.site.checks import database, machine, work
from rapport.site.checks.finding import Finding

_ALL = (
    machine.ask_home,
    machine.ask_secrets,
    machine.ask_disk,
    machine.ask_static,
    machine.ask_fonts,
    database.ask_server,
    database.ask_doors,
    database.ask_powers,
    database.ask_schema,
    database.ask_history,
    database.ask_lake,
    work.ask_backups,
    work.ask_archive,
    work.ask_parked,
    work.ask_running,
)
QUESTIONS = {ask.__name__.removeprefix("ask_"): ask for ask in _ALL}


def examine(home: Path, names: Collection[str] = ()) -> Iterator[Finding]:
    """Ask the questions of these names about a home, or all; nothing is changed and nothing is started."""
    for name, ask in QUESTIONS.items():
        if names and name not in names:
            continue
        try:
            yield ask(Layout(home))
        except (OSError, RapportError, psycopg.Error) as error:
            yield Finding(name, str(error).strip(), "see the message")
