"""Bring the database to the present schema, and the built-in roles of its businesses to what they are now."""

import argparse
from collections.abc import Callable

from rapport.kernel.errors import Conflict
from rapport.kernel.identity.api import renew_roles
from rapport.site.schema import apply_migrations, list_unknown_migrations


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how much to say."""
    parser.add_argument("--quiet", action="store_true", help="say nothing unless something fails")


def run(args: argparse.Namespace) -> None:
    """Apply every missing migration as the owner of the tables; then let built-in roles follow."""
    migrate(_tell if not args.quiet else lambda name: None)


def _tell(name: str) -> None:
    print(f"Applied {name}.")


def migrate(tell: Callable[[str], None] = lambda name: None) -> None:
    """Apply every missing migration and tell each; a newer schema is refused untouched."""
    ahead = list_unknown_migrations()
    if ahead:
        raise Conflict(
            f"A newer Rapport has changed this database ({ahead[0]}; {len(ahead)} unknown here). "
            "Mend: start that version again, or restore a backup made before it into an empty home.",
            code="newer_home",
        )
    apply_migrations(tell)
    renew_roles()
