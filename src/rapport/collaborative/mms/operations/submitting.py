"""Messages out: handed to the message centre by HTTP; it is always known how far they came."""

import base64
import ssl
from datetime import timedelta

from django.conf import settings as house

from rapport.collaborative.delivery.contracts import (
    Accepted,
    AccountState,
    Outbound,
    Quote,
    Retry,
    Unacceptable,
)
from rapport.collaborative.mms.operations.composing import compose
from rapport.collaborative.mms.rules import codes
from rapport.collaborative.mms.rules.documents import Document, NoDocumentError, read_document
from rapport.collaborative.mms.rules.parts import Broken, read_parts
from rapport.collaborative.mms.rules.settings import MmsSettings, read_settings
from rapport.kernel.doors import api as doors
from rapport.kernel.errors import Upstream

LIMITS = doors.OutboundLimits(seconds=30.0, answer_bytes=200_000, redirects=0)
DOCUMENT = doors.XmlLimits(depth=20, elements=2_000, text=200_000)
_LATER = (401, 403, 404, 405, 407, 408, 425, 429, 503)
"""Answers of a centre that took nothing and may take it later; wrong settings are among them."""


class Submitter:
    """Calls message centres, for every account of the process."""

    def __init__(self) -> None:
        context = ssl.create_default_context()
        self.door = doors.Outbound(opened=house.CALLS_INSIDE, limits=LIMITS, context=context)

    def submit(self, account: AccountState, message: Outbound) -> Accepted:
        """Hand a message over. Raises `Retry`, `Unacceptable`; else nobody knows."""
        settings = read_settings(account.settings)
        content_type, body = compose(account, message, settings)
        headers = {"Content-Type": content_type, "SOAPAction": '""'}
        if settings.user:
            named = f"{settings.user}:{account.secrets.get('password', '')}"
            headers["Authorization"] = f"Basic {base64.b64encode(named.encode()).decode()}"
        try:
            answer = self.door.call("POST", settings.url, headers=headers, content=body)
        except doors.Refused as error:
            if error.code.startswith("address"):
                raise Retry(str(error), code="unreachable") from error
            raise
        except Upstream as error:
            if error.code == "unreachable":
                raise Retry(str(error), code="unreachable") from error
            raise
        return _read(answer, message, settings)

    def close(self) -> None:
        """Close what is open."""
        self.door.close()


def quote_of(settings: MmsSettings) -> Quote:
    """Return what a message costs, whatever it holds."""
    return Quote(1, settings.price, settings.currency)


def read_envelope(content_type: str, body: bytes) -> Document:
    """Return the document of a body; raises `Broken`, `Refused`, `NoDocumentError`."""
    first = read_parts(content_type, body)[:1]
    if not first:
        raise Broken("nothing in it")
    return read_document(doors.parse_xml(first[0].content, limits=DOCUMENT))


def _read(answer: doors.Answer, message: Outbound, settings: MmsSettings) -> Accepted:
    if answer.status in _LATER:
        said = answer.headers.get("retry-after", "")
        wait = timedelta(seconds=int(said)) if said.isdecimal() and len(said) < 6 else None
        code = f"http-{answer.status}"
        raise Retry("The message centre takes none now.", code=code, wait=wait)
    if answer.status == 413:
        raise Unacceptable("The message centre takes no message so large.", code="http-413")
    try:
        document = read_envelope(answer.headers.get("content-type", "text/xml"), answer.body)
    except (Broken, NoDocumentError, doors.Refused) as error:
        values = {"status": answer.status}
        raise Upstream("No answer of MM7, but HTTP %(status)s.", values=values) from error
    status, said = document.status()
    if document.transaction != message.token:
        raise Upstream("The answer is to another message.")
    if not codes.is_success(status):
        raise _refusal(status, said)
    name = document.value("MessageID")
    return Accepted((name,) if name else (), quote_of(settings))


def _refusal(code: int, said: str) -> Retry | Unacceptable:
    told = f"{code} {said or codes.name_of(code)}"
    if code == 0 or code in codes.PASSING:
        return Retry(told, code=str(code))
    return Unacceptable(told, code=str(code), dead=code in codes.DEAD)
