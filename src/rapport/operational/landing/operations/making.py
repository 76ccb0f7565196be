"""Making pieces, changing what they are and say, and letting visitors see them."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from rapport.customers.forms.api import find_standing_form
from rapport.customers.party.api import require_owners
from rapport.kernel.errors import Clash, Conflict, Invalid, Unknown, say
from rapport.kernel.filters.api import InvalidFilter, check, parse, write_json
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.landing import events
from rapport.operational.landing.contracts import PieceDraft, PieceLine, Words
from rapport.operational.landing.models import SitePiece, SiteWords
from rapport.operational.landing.queries.pieces import get_piece, get_piece_for_update, line_of, list_words
from rapport.operational.landing.rules import check_piece, check_words, find_missing, make_slug
from rapport.operational.marketing.api import check_blocks


def create_piece(draft: PieceDraft, words: Sequence[Words] = (), *, actor: Actor) -> PieceLine:
    """Make a draft of a landing page or pop-up; raises `Forbidden`, `Invalid`, `Clash`, `Unknown`.

    Without an address it gets one of its name.
    """
    actor.require("create", "site_piece")
    with unit_of_work(actor) as work:
        ready = _check(replace(draft, slug=draft.slug or _free_slug(draft.name)), actor)
        row = SitePiece(
            **_columns(ready),
            kind=ready.kind,
            seed=secrets.token_hex(16),
            unit_id=actor.unit_id,
            created_at=work.now,
            updated_at=work.now,
        )
        row.owner_id = ready.owner_id or actor.member_id
        _insert(row)
        _put_words(row, words, work)
        _tell(row, work)
        return line_of(row, list_words(row.id))


def change_piece(
    piece_id: UUID, changes: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> PieceLine:
    """Change what of a piece is named, as in `PieceDraft`; its kind stays.

    Raises `Missing`, `Invalid`, `Clash`, `Unknown`, `Conflict` (stale).
    """
    with unit_of_work(actor) as work:
        row = get_piece_for_update(piece_id, actor=actor, version=version)
        line = line_of(row)
        present = {name: getattr(line, name) for name in PieceDraft.__dataclass_fields__}
        if changes.keys() - (present.keys() - {"kind"}):
            raise Invalid("A page has no such property.")
        ready = _check(PieceDraft(**{**present, **changes}), actor)
        for name, value in _columns(ready).items():
            setattr(row, name, value)
        return _save(row, work)


def set_words(
    piece_id: UUID, words: Sequence[Words], *, actor: Actor, version: int | None = None
) -> PieceLine:
    """Give a piece these words; more than one way (A, B, C) is a test, split by their shares.

    Raises `Missing`, `Invalid` naming way, language and block, `Clash`, `Conflict` (stale, or a live piece
    that would say nothing any more).
    """
    with unit_of_work(actor) as work:
        row = get_piece_for_update(piece_id, actor=actor, version=version)
        _put_words(row, words, work)
        if row.state == SitePiece.State.LIVE:
            _require_words(row)
        return _save(row, work)


def set_state(piece_id: UUID, state: str, *, actor: Actor) -> PieceLine:
    """Show a piece to visitors (live), hold it back (paused), or make it a draft again.

    Raises `Missing`, `Invalid`, `Conflict` where it says nothing yet or its form is gone.
    """
    if state not in SitePiece.State.values:
        raise Invalid("There is no such state.", fields={"state": say("There is no such state.")})
    with unit_of_work(actor) as work:
        row = get_piece_for_update(piece_id, actor=actor)
        if state == SitePiece.State.LIVE:
            _require_words(row)
            if row.form_id is not None and find_standing_form(row.form_id) is None:
                raise Conflict("Its form is no longer there. Choose another one.", code="no-form")
        row.state = state
        return _save(row, work)


def publish_piece(piece_id: UUID, *, actor: Actor) -> PieceLine:
    """Show a piece to visitors; raises what `set_state` does."""
    return set_state(piece_id, SitePiece.State.LIVE, actor=actor)


def pause_piece(piece_id: UUID, *, actor: Actor) -> PieceLine:
    """Hold a piece back; raises `Missing`."""
    return set_state(piece_id, SitePiece.State.PAUSED, actor=actor)


def copy_piece(piece_id: UUID, *, actor: Actor) -> PieceLine:
    """Make a draft like another piece, with an address and lots of its own."""
    with unit_of_work(actor):
        line = get_piece(piece_id, actor=actor)
    values = {name: getattr(line, name) for name in PieceDraft.__dataclass_fields__}
    name = f"{line.name[:150]} (2)"
    return create_piece(
        PieceDraft(**{**values, "name": name, "slug": "", "owner_id": None}), line.words, actor=actor
    )


def _check(draft: PieceDraft, actor: Actor) -> PieceDraft:
    if draft.form_id is not None and find_standing_form(draft.form_id) is None:
        reason = say("There is no such form.")
        raise Unknown("There is no such form.", fields={"form_id": reason})
    require_owners([draft.owner_id], actor=actor)
    ready = check_piece(draft)
    try:
        tree = check(parse(dict(ready.audience)) if ready.audience else parse(""), "customer", actor=actor)
    except InvalidFilter as error:
        raise Clash("The filter cannot be read.", fields=error.reasons, code="invalid-filter") from error
    audience = write_json(tree) if ready.audience else {}
    return replace(ready, name=ready.name.strip()[:160], audience=audience)


def _columns(draft: PieceDraft) -> dict[str, Any]:
    values = asdict(draft)
    del values["kind"]
    return {**values, "audience": dict(draft.audience), "where": list(dict.fromkeys(draft.where))}


def _free_slug(name: str) -> str:
    """Return an address made of a name that no piece has yet."""
    base = make_slug(name)
    taken = set(SitePiece.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        one for at in range(1, len(taken) + 2) if (one := base if at == 1 else f"{base}-{at}") not in taken
    )


def read_words(words: Sequence[Words]) -> list[Words]:
    """Return words as they are kept; raises `Invalid` naming what cannot be shown, `Clash` for twins."""
    ready = [replace(one, title=one.title.strip(), blocks=tuple(check_blocks(one.blocks))) for one in words]
    check_words(ready)
    return ready


def _put_words(row: SitePiece, words: Sequence[Words], work: Work) -> None:
    ready = read_words(words)
    SiteWords.objects.filter(piece=row).delete()
    SiteWords.objects.bulk_create(
        SiteWords(
            piece=row,
            code=one.code,
            language=one.language,
            share=one.share,
            title=one.title,
            blocks=list(one.blocks),
            updated_at=work.now,
        )
        for one in ready
    )


def _require_words(row: SitePiece) -> None:
    missing = find_missing(list_words(row.id))
    if missing:
        raise Conflict(missing, code="no-words")


def _insert(row: SitePiece) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _taken() from error


def _save(row: SitePiece, work: Work) -> PieceLine:
    row.version += 1
    row.updated_at = work.now
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise _taken() from error
    _tell(row, work)
    return line_of(row, list_words(row.id))


def _taken() -> Clash:
    reason = say("Another page has this address.")
    return Clash("Another page has this address.", fields={"slug": reason}, code="slug-taken")


def _tell(row: SitePiece, work: Work) -> None:
    work.record(
        events.PieceChanged(
            piece_id=row.id, version=row.version, kind=row.kind, title=row.name, state=row.state
        )
    )
