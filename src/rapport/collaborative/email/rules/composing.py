"""Writing a letter: the same delivery gives the same bytes, however often it is sent."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from rapport.collaborative.delivery.contracts import Outbound
from rapport.collaborative.email.rules.settings import EmailSettings

_LINK = re.compile(r"https?://[^\s<>\"']+")
_BREAKS = re.compile(r"[\x00-\x1f\x7f]+")
_TOKEN = re.compile(r"<([0-9a-f]{32})@")


def refer(token: str, address: str) -> str:
    """Return the Message-ID of a delivery: its token at the account's own domain."""
    return f"<{token}@{address.rpartition('@')[2]}>"


def token_in(text: str) -> str:
    """Return the token of the first of our Message-IDs in a text, or an empty text."""
    found = _TOKEN.search(text)
    return found[1] if found else ""


def return_path(address: str, token: str, *, plus: bool) -> str:
    """Return where bounces of this delivery go: to an address of its own where the server knows the plus."""
    local, _, domain = address.rpartition("@")
    return f"{local}+b{token}@{domain}" if plus else address


def compose(message: Outbound, address: str, settings: EmailSettings) -> bytes:
    """Return a letter as a server takes it: text, hypertext, files, headers for threads and leaving."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = _named(settings.sender_name or message.sender_name, address)
    letter["To"] = _named("", message.address)
    letter["Subject"] = _answering(message)
    letter["Date"] = format_datetime(message.at)
    letter["Message-ID"] = message.reference
    if message.automatic:
        letter["Auto-Submitted"] = "auto-replied"  # RFC 3834: other machines do not answer it
    if message.answers:
        letter["In-Reply-To"] = message.answers[-1]
        letter["References"] = " ".join(message.answers)
    if message.leave:
        letter["List-Unsubscribe"] = f"<{message.leave}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text = message.text + (f"\n\n-- \n{message.leave}" if message.leave else "")
    letter.set_content(text, cte="base64" if not text.isascii() else None)
    letter.add_alternative(message.html or _as_html(text), subtype="html", cte="base64")
    for file in message.files:
        main, _, sub = file.media_type.partition("/")
        letter.add_attachment(
            file.content, maintype=main or "application", subtype=sub or "octet-stream", filename=file.name
        )
    for part in letter.walk():  # boundaries drawn by lot would make another letter of it
        if part.is_multipart():
            part.set_boundary(f"=_{message.token}.{len(part.get_payload())}.{part.get_content_subtype()}")
    return letter.as_bytes()


def _named(name: str, address: str) -> Address:
    return Address(display_name=_BREAKS.sub(" ", name)[:100], addr_spec=address)


def _answering(message: Outbound) -> str:
    subject = _BREAKS.sub(" ", message.subject).strip()
    return (
        subject
        if not message.answers or subject.lower().startswith(("re:", "aw:", "回复"))
        else f"Re: {subject}"
    )


def _as_html(text: str) -> str:
    paragraphs = []
    for block in text.split("\n\n"):
        linked, at = "", 0
        for found in _LINK.finditer(block):
            place = escape(found[0])
            linked += escape(block[at : found.start()]) + f'<a href="{place}">{place}</a>'
            at = found.end()
        paragraphs.append("<p>" + (linked + escape(block[at:])).replace("\n", "<br>") + "</p>")
    return "<!doctype html><html><body>" + "".join(paragraphs) + "</body></html>"
