"""/forms and what came in by them, for programs."""

from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.customers.forms import queries
from rapport.customers.forms.contracts import FormDraft, FormLine
from rapport.customers.forms.http.bodies import (
    DifferenceOut,
    EntryOut,
    EntryState,
    FieldsIn,
    FormChange,
    FormIn,
    FormOut,
    StateIn,
    entry_out,
    form_out,
)
from rapport.customers.forms.operations import deciding, making
from rapport.kernel.rest import api as rest
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    asks,
    page_rows,
    require_match,
    set_etag,
)

router, entries, differences = Router(), Router(), Router()
_EDITS = asks("edit:form", "view:form")
_MAKES = asks("create:form", "create:customer", "view:form")
_CHANGES = asks("edit:form", "create:customer", "view:form")


def register_endpoints() -> None:
    """Bring the endpoints of the room."""
    rest.register("/forms", lambda: router, tag="Forms", kind="form")
    rest.register("/form-entries", lambda: entries, tag="Forms", kind="form")
    rest.register("/form-differences", lambda: differences, tag="Forms", kind="customer")


@router.get("", response=Page[FormOut], operation_id="list_forms", summary="List forms")
def list_page(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[FormOut]:
    """List the forms you may see, the oldest first."""
    rows, after = page_rows(queries.list_forms(request.actor), cursor=cursor, limit=limit, sort="id")
    return Page[FormOut](items=[form_out(queries.line_of(row)) for row in rows], next=after)


@router.post(
    "", response={201: FormOut}, operation_id="create_form", summary="Make a form", openapi_extra=_MAKES
)
def create_one(request: ApiRequest, body: FormIn, response: HttpResponse) -> Status[FormOut]:
    """Make a form with its fields; it is open at once."""
    fields = [one.draft() for one in body.fields]
    line = making.create_form(FormDraft(**body.values()), fields, actor=request.actor)
    response["Location"] = f"/api/v1/forms/{line.id}"
    return Status(201, _out(line, response))


@router.get("/{uuid:form_id}", response=FormOut, operation_id="get_form", summary="Read a form")
def read_one(request: ApiRequest, form_id: UUID, response: HttpResponse) -> FormOut:
    """Read a form with its fields; its ETag serves If-Match."""
    return _out(queries.get_form(form_id, actor=request.actor), response)


@router.patch(
    "/{uuid:form_id}",
    response=FormOut,
    operation_id="change_form",
    summary="Change a form",
    openapi_extra=_CHANGES,
)
def change_one(request: ApiRequest, form_id: UUID, body: FormChange, response: HttpResponse) -> FormOut:
    """Change the words and rules sent; with If-Match only if nobody else did meanwhile (412)."""
    _match(request, form_id)
    return _out(making.change_form(form_id, body.values(sent=True), actor=request.actor), response)


@router.put(
    "/{uuid:form_id}/fields",
    response=FormOut,
    operation_id="set_form_fields",
    summary="Set a form's fields",
    openapi_extra=_EDITS,
)
def set_fields(request: ApiRequest, form_id: UUID, body: FieldsIn, response: HttpResponse) -> FormOut:
    """Give a form these fields in this order; new words of a consent are a new version of its text."""
    _match(request, form_id)
    fields = [one.draft() for one in body.fields]
    return _out(making.set_form_fields(form_id, fields, actor=request.actor), response)


@router.post(
    "/{uuid:form_id}/state",
    response=FormOut,
    operation_id="set_form_state",
    summary="Open or close a form",
    openapi_extra=_EDITS,
)
def set_state(request: ApiRequest, form_id: UUID, body: StateIn, response: HttpResponse) -> FormOut:
    """Open, pause or close a form; whoever looks at it meanwhile reads `closed_text`."""
    state = making.set_form_state(form_id, body.state, closed_text=body.closed_text, actor=request.actor)
    return _out(state, response)


@entries.get("", response=Page[EntryOut], operation_id="list_form_entries", summary="List entries")
def list_entries(
    request: ApiRequest,
    *,
    form_id: UUID | None = None,
    state: EntryState | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Literal["id", "-id"] = "-id",
) -> Page[EntryOut]:
    """List what came in by the forms you may see, the newest first."""
    if form_id is not None:
        queries.get_form(form_id, actor=request.actor)
    found = queries.list_entries(request.actor, form_id=form_id, states=(state,) if state else ())
    rows, after = page_rows(found, cursor=cursor, limit=limit, sort=sort)
    return Page[EntryOut](items=[entry_out(row) for row in rows], next=after)


@entries.get("/{uuid:entry_id}", response=EntryOut, operation_id="get_form_entry", summary="Read an entry")
def read_entry(request: ApiRequest, entry_id: UUID) -> EntryOut:
    """Read one entry."""
    return entry_out(queries.get_entry(entry_id, actor=request.actor))


@entries.post(
    "/{uuid:entry_id}/again",
    response=EntryOut,
    operation_id="retry_form_entry",
    summary="Try an entry again",
    openapi_extra=_EDITS,
)
def try_again(request: ApiRequest, entry_id: UUID) -> EntryOut:
    """Have a refused entry taken in once more; 409 for any other."""
    deciding.try_again(entry_id, actor=request.actor)
    return read_entry(request, entry_id)


@differences.get(
    "", response=Page[DifferenceOut], operation_id="list_form_differences", summary="List differences"
)
def list_differences(
    request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[DifferenceOut]:
    """List what visitors typed otherwise than it is kept and nobody decided yet, the oldest first."""
    rows, after = page_rows(queries.list_differences(request.actor), cursor=cursor, limit=limit, sort="id")
    items = [DifferenceOut.model_validate(queries.difference_line(row)) for row in rows]
    return Page[DifferenceOut](items=items, next=after)


@differences.post(
    "/{uuid:difference_id}/take",
    response=DifferenceOut,
    operation_id="take_form_difference",
    summary="Take it over",
    openapi_extra=asks("edit:customer"),
)
def take(request: ApiRequest, difference_id: UUID) -> DifferenceOut:
    """Write what the visitor typed; contact points and addresses are added, fields replaced."""
    row = deciding.take_difference(difference_id, actor=request.actor)
    return DifferenceOut.model_validate(queries.difference_line(row))


@differences.post(
    "/{uuid:difference_id}/keep",
    response=DifferenceOut,
    operation_id="keep_form_difference",
    summary="Leave it as it was",
    openapi_extra=asks("edit:customer"),
)
def keep(request: ApiRequest, difference_id: UUID) -> DifferenceOut:
    """Leave the customer as it was."""
    row = deciding.keep_as_it_was(difference_id, actor=request.actor)
    return DifferenceOut.model_validate(queries.difference_line(row))


def _match(request: ApiRequest, form_id: UUID) -> None:
    require_match(request, queries.get_form_for_update(form_id, actor=request.actor).version)


def _out(line: FormLine, response: HttpResponse) -> FormOut:
    set_etag(response, line.version)
    return form_out(line)
