"""Making forms: the form itself, its fields, and the versions of what people agree to."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from rapport.customers.forms import events
from rapport.customers.forms.contracts import FieldDraft, FormDraft, FormLine
from rapport.customers.forms.models import CaptureForm, ConsentText, FormField
from rapport.customers.forms.queries import get_form, get_form_for_update, line_of, own_fields
from rapport.customers.forms.rules import check_fields, check_form, consent_of, digest_text, kind_of
from rapport.customers.party.api import place, require_owners, require_units
from rapport.kernel.errors import Conflict, Invalid, Unknown, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work

STATES = ("open", "paused", "closed")
_PLAIN = ("name", "title", "intro", "button", "thanks", "closed_text", "locale", "confirm", "hourly", "tell")


def create_form(draft: FormDraft, fields: Sequence[FieldDraft], *, actor: Actor) -> FormLine:
    """Make a form with its fields; it is open at once. Raises `Invalid`, `Forbidden`, `Unknown`."""
    actor.require("create", "form")
    ready, drafts = check_form(draft), check_fields(fields)
    if ready.unit_id is None:
        ready = replace(ready, unit_id=actor.unit_id)
    with unit_of_work(actor) as work:
        _check_place(ready, actor)
        form = CaptureForm.objects.create(
            key=secrets.token_urlsafe(12),
            created_at=work.now,
            updated_at=work.now,
            **_columns(ready),
        )
        _write_fields(form, drafts, work)
        _tell(form, work)
        return line_of(form)


def change_form(
    form_id: UUID, changes: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> FormLine:
    """Change what of a form is named, as in `FormDraft`; raises `Missing`, `Invalid`, `Conflict` (stale)."""
    with unit_of_work(actor) as work:
        form = _locked(form_id, version, actor)
        present = {name: getattr(form, name) for name in (*_PLAIN, "unit_id", "owner_id")}
        lists = {name: tuple(getattr(form, name)) for name in ("sites", "tags")}
        if changes.keys() - present.keys() - lists.keys():
            raise Invalid("A form has no such property.")
        draft = check_form(FormDraft(**{**present, **lists, **changes}))
        _check_place(draft, actor)
        for name, value in _columns(draft).items():
            setattr(form, name, value)
        return _save(form, work)


def set_form_fields(
    form_id: UUID, fields: Sequence[FieldDraft], *, actor: Actor, version: int | None = None
) -> FormLine:
    """Give a form these fields in this order; new words of a consent are a new version of its text."""
    drafts = check_fields(fields)
    with unit_of_work(actor) as work:
        form = _locked(form_id, version, actor)
        _write_fields(form, drafts, work)
        return _save(form, work)


def set_form_state(form_id: UUID, state: str, *, actor: Actor, closed_text: str | None = None) -> FormLine:
    """Open, pause or close a form; visitors read `closed_text` meanwhile. Raises `Missing`, `Invalid`."""
    if state not in STATES:
        raise Invalid("Open, paused or closed?", fields={"state": "One of open, paused, closed."})
    with unit_of_work(actor) as work:
        form = _locked(form_id, None, actor)
        form.state = state
        if closed_text is not None:
            form.closed_text = check_form(FormDraft(name="x", closed_text=closed_text)).closed_text
        return _save(form, work)


def copy_form(form_id: UUID, *, actor: Actor) -> FormLine:
    """Make a form like another, with an address of its own; it is paused until somebody opens it."""
    form = get_form(form_id, actor=actor)
    values = {name: getattr(form, name) for name in (*_PLAIN, "sites", "tags", "unit_id", "owner_id")}
    draft = FormDraft(**{**values, "name": f"{form.name[:116]} (2)"})
    fields = [
        FieldDraft(one.target, one.label, one.help, one.required, one.text.text if one.text else "")
        for one in form.fields
    ]
    with unit_of_work(actor):
        made = create_form(draft, fields, actor=actor)
        return set_form_state(made.id, "paused", actor=actor)


def _locked(form_id: UUID, version: int | None, actor: Actor) -> CaptureForm:
    form = get_form_for_update(form_id, actor=actor)
    if version is not None and form.version != version:
        raise Conflict("Somebody changed this form meanwhile. Look again, then change it.", code="stale")
    return form


def _save(form: CaptureForm, work: Work) -> FormLine:
    form.version += 1
    form.updated_at = work.now
    form.save()
    _tell(form, work)
    return line_of(form)


def _tell(form: CaptureForm, work: Work) -> None:
    work.record(
        events.FormChanged(form_id=form.id, version=form.version, form_name=form.name, state=form.state)
    )


def _columns(draft: FormDraft) -> dict[str, Any]:
    plain = {name: getattr(draft, name) for name in _PLAIN}
    texts = {name: value.strip() for name, value in plain.items() if isinstance(value, str)}
    title = texts["title"] or texts["name"]
    tags = list(dict.fromkeys(tag.strip() for tag in draft.tags))
    places = {"unit_id": draft.unit_id, "owner_id": draft.owner_id}
    return {**plain, **texts, "title": title, "sites": list(draft.sites), "tags": tags, **places}


def _check_place(draft: FormDraft, actor: Actor) -> None:
    """What a form brings in belongs where its maker may enter customers."""
    place({"unit_id": draft.unit_id, "owner_id": draft.owner_id}, actor=actor)
    require_units([draft.unit_id])
    require_owners([draft.owner_id], actor=actor)


def _write_fields(form: CaptureForm, drafts: Sequence[FieldDraft], work: Work) -> None:
    codes = {f"custom.{one.code}" for one in own_fields()}
    strange = {one.target for one in drafts if kind_of(one.target) == "custom"} - codes
    if strange:
        raise Unknown(
            "Some fields are unknown.", fields=dict.fromkeys(strange, say("There is no such field."))
        )
    kept = {row.target: row for row in FormField.objects.filter(form=form)}
    gone = kept.keys() - {draft.target for draft in drafts}
    FormField.objects.filter(form=form, target__in=gone).delete()
    for position, draft in enumerate(drafts):
        values = {
            **{"position": position, "kind": kind_of(draft.target), "label": draft.label.strip()},
            **{"help": draft.help.strip(), "required": draft.required},
        }
        row = kept.get(draft.target)
        if row is None:
            FormField.objects.create(form=form, target=draft.target, **values)
        else:
            FormField.objects.filter(form=form, id=row.id).update(**values)
        if values["kind"] == "consent":
            _keep_text(form, draft, work)


def _keep_text(form: CaptureForm, draft: FieldDraft, work: Work) -> None:
    """Add a version where the words are not those of the newest."""
    purpose, channel = consent_of(draft.target)
    newest = (
        ConsentText.objects.filter(form=form, purpose=purpose, channel=channel).order_by("-number").first()
    )
    text = draft.text.strip()
    digest = digest_text(text)
    if newest is not None and newest.digest == digest:
        return
    ConsentText.objects.create(
        **{"form": form, "purpose": purpose, "channel": channel, "text": text, "digest": digest},
        number=newest.number + 1 if newest else 1,
        since=work.now,
        by_name=work.actor.name[:200],
    )
