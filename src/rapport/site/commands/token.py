"""Make an API token of a business and print it, once."""

import argparse
from datetime import timedelta

from django.utils import timezone

from rapport.kernel.identity.api import create_token
from rapport.kernel.tenancy.api import as_tenant, get_tenant_by_slug


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the business, the role and how narrow and how long."""
    actions = parser.add_subparsers(dest="action", required=True)
    create = actions.add_parser("create", help="make a token; only its secret is printed")
    create.add_argument("--tenant", required=True, help="the business's short name, such as demo")
    create.add_argument("--role", required=True, help="the role it acts in, such as admin")
    create.add_argument("--name", default="command line", help="what it is for (default: %(default)s)")
    create.add_argument("--scope", action="append", default=[], metavar="VERB:KIND", help="narrow it; repeat")
    create.add_argument("--days", type=int, default=365, help="days until it ends (default: %(default)s)")


def run(args: argparse.Namespace) -> None:
    """Make the token."""
    tenant = get_tenant_by_slug(args.tenant)
    with as_tenant(tenant.id):
        ends = timezone.now() + timedelta(days=args.days)
        _, secret = create_token(args.name, args.role, scopes=args.scope, expires_at=ends)
    print(secret)
