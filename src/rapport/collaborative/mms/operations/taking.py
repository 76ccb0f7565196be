"""Calls of a message centre: messages, delivery reports, read reports; committed before they are answered."""

import mimetypes
from collections.abc import Sequence

import structlog
from django.db import Error
from django.utils import timezone

from rapport.collaborative.delivery.api import take_in, take_report
from rapport.collaborative.delivery.contracts import AccountState, Inbound, InFile, Report
from rapport.collaborative.mms.operations.submitting import DOCUMENT
from rapport.collaborative.mms.rules import codes
from rapport.collaborative.mms.rules.documents import (
    REQUESTS,
    Document,
    NoDocumentError,
    Tongue,
    read_document,
    read_moment,
    write_answer,
    write_refusal,
)
from rapport.collaborative.mms.rules.parts import Broken, Part, read_parts
from rapport.collaborative.mms.rules.settings import MmsSettings, read_settings
from rapport.collaborative.mobile.api import normal_number
from rapport.kernel.doors.api import Refused, parse_xml
from rapport.kernel.errors import Invalid

_SHOWING = ("application/smil", "application/smil+xml")
log = structlog.get_logger(__name__)


def answer_call(account: AccountState, content_type: str, body: bytes) -> tuple[int, bytes]:
    """Keep what a message centre hands over; returns the status of HTTP and the document that answers.

    200 stands for kept, 400 for what never can be, 503 for what cannot be kept now.
    """
    settings = read_settings(account.settings)
    tongue = Tongue(settings.schema, settings.mm7_version)
    try:
        parts = read_parts(content_type, body)
        document = read_document(parse_xml(parts[0].content, limits=DOCUMENT))
    except (Broken, NoDocumentError, Refused, IndexError) as error:
        log.warning("a call that is no document", account=str(account.id), reason=str(error)[:200])
        return 400, write_refusal("", tongue, code=codes.MALFORMED)
    if document.kind not in REQUESTS:
        return 400, write_refusal(document.transaction, tongue, code=codes.UNKNOWN_ACTION)
    try:
        code = _take(account, settings, document, parts[1:])
    except Error as error:
        log.warning("a call was not kept", account=str(account.id), error=repr(error))
        return 503, write_refusal(document.transaction, tongue, code=codes.FAILED)
    if code != codes.SUCCESS:
        return 400, write_refusal(document.transaction, tongue, code=code)
    return 200, write_answer(document.kind, document.transaction, tongue)


def _take(account: AccountState, settings: MmsSettings, document: Document, parts: Sequence[Part]) -> int:
    if document.kind == "DeliverReq":
        message = read_message(document, parts, settings)
        if message is None:
            return codes.MALFORMED
        take_in(account, message)
        return codes.SUCCESS
    report = read_report(document)
    if report is None:
        return codes.MALFORMED
    take_report(account, report)  # one that comes before its message's name is known is kept for it
    return codes.SUCCESS


def read_report(document: Document) -> Report | None:
    """Return what became of a message; None where it names none, or says nothing known of it."""
    name, said = document.value("MessageID"), document.value("MMStatus")
    state = codes.STATES.get(said.strip().lower().partition(" ")[0])
    if not name or state is None:
        return None
    at = read_moment(document.value("Date") or document.value("TimeStamp"), now=timezone.now())
    return Report(
        state=state,
        at=at,
        external_id=name,
        code=said if state == "failed" else "",
        detail=document.value("StatusText")[:300],
    )


def read_message(document: Document, parts: Sequence[Part], settings: MmsSettings) -> Inbound | None:
    """Return a message that came; None where nobody sent it or nothing tells it from others."""
    linked, sender = document.value("LinkedID"), document.address("Sender")
    if not sender or not (linked or document.transaction):
        return None
    said = [one.text.strip() for one in parts if one.media_type == "text/plain" and one.text.strip()]
    files = [one for one in parts if one.media_type != "text/plain" and one.media_type not in _SHOWING]
    return Inbound(
        external_id=f"L:{linked}" if linked else f"T:{document.transaction}",
        sender=_number(sender, settings.country),
        at=read_moment(document.value("TimeStamp"), now=timezone.now()),
        subject=document.value("Subject"),
        text="\n".join(said),
        files=tuple(_file(one, at) for at, one in enumerate(files, start=1)),
    )


def _number(text: str, country: str) -> str:
    """Return who sent it in normal form; centres leave the plus away, and may add the kind of address."""
    bare = text.strip().partition("/TYPE=")[0]
    if bare.isdecimal() and len(bare) > 8 and not bare.startswith("0"):
        bare = f"+{bare}"
    try:
        return normal_number(bare, country)
    except Invalid:
        return bare[:320]


def _file(part: Part, at: int) -> InFile:
    name = (part.name or part.content_id or f"file-{at}").replace("/", "_").replace("\\", "_")
    if "." not in name:
        name += mimetypes.guess_extension(part.media_type) or ""
    return InFile(name=name, media_type=part.media_type, content=part.content, content_id=part.content_id)
