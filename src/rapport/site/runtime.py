"""What a process of Rapport stands on: a home, a database with its roles, Django set up."""

import gc
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rapport.kernel.embedded import api as embedded
from rapport.kernel.errors import Upstream

SETTINGS = "rapport.site.settings"


def home() -> Path:
    """Return the home, and write it into the environment so that settings and children see the same."""
    found = embedded.home_folder()
    os.environ["RAPPORT_HOME"] = str(found)
    return found


def make_home() -> embedded.Layout:
    """Create the home and its folders; raises Upstream with the mend where they cannot be written."""
    layout = embedded.Layout(home())
    try:
        layout.make_folders()
        with tempfile.TemporaryFile(dir=layout.home):
            pass
    except OSError as error:
        raise Upstream(
            f"The home {layout.home} cannot be written ({error.strerror}). Mend: give it to the user who "
            "runs Rapport, make room on its disk, or set RAPPORT_HOME to another folder",
            code="home",
        ) from error
    return layout


def uses_embedded_server() -> bool:
    """Tell whether the database is the embedded one."""
    return not os.environ.get("DATABASE_URL")


@contextmanager
def having(needs: str, *, database_too: bool = True) -> Iterator[None]:
    """Have what a verb needs while the block runs: "nothing", "database" or "everything" (Django as well)."""
    with ExitStack() as stack:
        if needs != "nothing" and database_too:
            stack.enter_context(database())
        if needs == "everything":
            set_up_django()
        yield


@contextmanager
def database() -> Iterator[None]:
    """Have the database reachable, with our roles in it, while the block runs."""
    layout = make_home()
    place = layout.home
    with ExitStack() as stack:
        if uses_embedded_server():
            stack.enter_context(embedded.running_server(place))
        urls = embedded.database_urls(place)
        if not embedded.answers(urls["default"]):
            embedded.ensure_roles(urls["owner"], embedded.ensure_secrets(layout.secrets))
        yield


def set_up_django() -> None:
    """Set up Django with the project's settings; the home must be in the environment by now."""
    home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    collect_seldom()
    import django

    django.setup()
    gc.freeze()


def renew_addresses() -> None:
    """Point a process that was set up before it was forked at where the database is by now."""
    from django.conf import settings

    for alias, address in embedded.database_settings(home()).items():
        settings.DATABASES[alias].update({name: address[name] for name in ("HOST", "PORT")})


def collect_seldom() -> None:
    """Leave what was loaded out of every collection, and collect what comes after it less often.

    The usual 700 new objects a collection are passed by a single page; a call with ten thousand rows spent
    half of its time in looking again at rows it was about to answer.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
