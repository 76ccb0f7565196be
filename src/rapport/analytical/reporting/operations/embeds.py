"""Links that show figures in foreign pages: made, and revoked."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from rapport.analytical.reporting.contracts.embeds import LONGEST_DAYS, MOST_SITES, EmbedDraft, EmbedLine
from rapport.analytical.reporting.models import ReportEmbed
from rapport.analytical.reporting.queries.comments import find_place
from rapport.analytical.reporting.queries.embeds import get_embed, line_of
from rapport.kernel.errors import Clash, Forbidden, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.origins import is_origin
from rapport.kernel.work.api import unit_of_work

MOST = 200


def add_embed(draft: EmbedDraft, *, actor: Actor) -> EmbedLine:
    """Make a link that shows a dashboard or a question on some sites, as the actor sees it then.

    Raises `Forbidden`, what `find_place` raises, `Clash` for sites or days that do not fit.
    """
    actor.require("create", "report")
    if actor.id is None:
        raise Forbidden("A link belongs to somebody.", code="no-owner")
    with unit_of_work(actor) as work:
        place = find_place(draft.place.board, draft.place.question, actor=actor)
        name, wrong = draft.name.replace("\0", "").strip(), dict[str, str]()
        if not 1 <= len(name) <= 80:
            wrong["name"] = say("1 to 80 characters.")
        sites = tuple(dict.fromkeys(one.strip().rstrip("/") for one in draft.sites if one.strip()))
        if not 1 <= len(sites) <= MOST_SITES or not all(is_origin(one) for one in sites):
            wrong["sites"] = say("Addresses of sites such as https://shop.example, 1 to 20.")
        if not 1 <= draft.days <= LONGEST_DAYS:
            wrong["days"] = say("1 to %(most)s.", most=LONGEST_DAYS)
        if draft.locale and draft.locale not in dict(settings.LANGUAGES):
            wrong["locale"] = say("There is no such choice.")
        if wrong:
            raise Clash("These figures cannot be shown so.", fields=wrong)
        if ReportEmbed.objects.filter(revoked_at=None, expires_at__gt=work.now).count() >= MOST:
            raise Clash("There are as many links as there can be.", code="too-many-links")
        row = ReportEmbed.objects.create(
            name=name,
            board=place.board,
            question=place.question,
            sites=list(sites),
            locale=draft.locale,
            key=secrets.token_hex(16),
            owner_id=actor.id,
            owner_kind=actor.kind,
            expires_at=work.now + timedelta(days=draft.days),
            created_at=work.now,
        )
    return line_of(row)


def revoke_embed(embed_id: UUID, *, actor: Actor) -> EmbedLine:
    """End a link at once; nothing changes where it was ended before. Raises `Missing`, `Forbidden`."""
    with unit_of_work(actor) as work:
        row = get_embed(embed_id, actor=actor, verb="delete", lock=True)
        if row.revoked_at is None:
            row.revoked_at = work.now
            row.save(update_fields=["revoked_at"])
    return line_of(row)
