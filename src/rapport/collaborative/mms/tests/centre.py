"""A message centre of MM7 in the test's own process: it checks what it gets by the schema."""

import base64
import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

from django.test import Client
from lxml import etree
from PIL import Image
from tests.house import Shop

from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.tests.post import account
from rapport.collaborative.mms.rules.documents import ENVELOPE, FOLDER
from rapport.kernel.ids import new_id

HOST, NUMBER, ADA = "127.0.0.1", "+4915200000007", "+4917612345678"
SPACE = f"{FOLDER}REL-6-MM7-1-4"
SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).with_name("mm7.xsd"))))


def picture(width: int = 1200, height: int = 900, kind: str = "JPEG") -> bytes:
    """A picture with much in it."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(out, kind, quality=95)
    return out.getvalue()


def envelope(name: str, transaction: str, inside: str) -> bytes:
    """A document as centres write it: another prefix, the number without its plus."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="{ENVELOPE}"><s:Header>'
        f'<TransactionID xmlns="{SPACE}" s:mustUnderstand="1">{transaction}</TransactionID></s:Header>'
        f'<s:Body><{name} xmlns="{SPACE}"><MM7Version>6.8.0</MM7Version>{inside}</{name}></s:Body>'
        "</s:Envelope>"
    ).encode()


def checked(document: bytes) -> etree._Element:
    """Return what an envelope holds once the schema has nothing against it."""
    body = etree.fromstring(document).find(f"{{{ENVELOPE}}}Body")
    assert body is not None
    inside = body.find(f".//{{{SPACE}}}VASPErrorRsp") if body[0].tag == f"{{{ENVELOPE}}}Fault" else body[0]
    assert inside is not None
    SCHEMA.assertValid(inside)
    return inside


def free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Submitted:
    """What was submitted: transaction, document, the parts beside it."""

    transaction: str
    document: etree._Element
    parts: dict[str, tuple[str, bytes]]
    raw: bytes = b""

    def text(self, path: str) -> str:
        return str(self.document.findtext("/".join(f"{{{SPACE}}}{one}" for one in path.split("/"))))


@dataclass
class Mmsc:
    """Keeps what is submitted and answers as it is told to."""

    port: int = 0
    kept: list[Submitted] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    other_transaction: bool = False
    names: list[str] = field(default_factory=list)

    def answer(self, head: Any, body: bytes) -> tuple[int, bytes]:
        assert head["Authorization"] == f"Basic {base64.b64encode(b'shop:secret').decode()}"
        if self.statuses:
            return self.statuses.pop(0), b"not now"
        one = read_submitted(head["Content-Type"], body)
        self.kept.append(one)
        code = self.codes.pop(0) if self.codes else 1000
        said = f"<Status><StatusCode>{code}</StatusCode><StatusText>said</StatusText></Status>"
        transaction = "another" if self.other_transaction else one.transaction
        if code != 1000:
            fault = envelope("RSErrorRsp", transaction, said)
            return 500, fault
        name = self.names.pop(0) if self.names else f"M{len(self.kept)}"
        document = envelope("SubmitRsp", transaction, f"{said}<MessageID>{name}</MessageID>")
        checked(document)
        return 200, document


def read_submitted(content_type: str, body: bytes) -> Submitted:
    """Read a submission by the standard library, not by what wrote it."""
    head = f"MIME-Version: 1.0\r\nContent-Type: {content_type}\r\n\r\n".encode()
    whole = message_from_bytes(head + body, policy=policy.HTTP)
    document, content = list(whole.iter_parts())
    raw = cast("bytes", document.get_payload(decode=True))
    inside = checked(raw)
    named = next(inside.iter(f"{{{SPACE}}}Content")).get("href", "")
    assert content["Content-ID"] == f"<{named.removeprefix('cid:')}>"
    parts = {
        str(one["Content-ID"]).strip("<>"): (
            one.get_content_type(),
            cast("bytes", one.get_payload(decode=True)),
        )
        for one in cast("EmailMessage", content).iter_parts()
    }
    transaction = etree.fromstring(raw).findtext(f".//{{{SPACE}}}TransactionID") or ""
    return Submitted(transaction, inside, parts, body)


@contextmanager
def message_centre(port: int = 0) -> Iterator[Mmsc]:
    """Have a message centre listen on a port, 0 a free one; the house must be given leave to call it."""
    centre = Mmsc()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, said = centre.answer(self.headers, self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "text/xml; charset=utf-8")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((HOST, port), Handler)
    centre.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield centre
    server.shutdown()
    server.server_close()
    thread.join()


def connected(shop: Shop, port: int = 9, number: str = NUMBER, **settings: Any) -> AccountState:
    """A number of the shop on a message centre."""
    values = {"url": f"http://{HOST}:{port}/mm7", "user": "shop", "own_user": "mmsc", "vasp_id": "tea"}
    secrets = {"password": "secret", "own_password": "open"}
    values = {**values, "country": "DE", **settings}
    return account(shop, number, channel="mms", name="Pictures", settings=values, secrets=secrets)


def bring(client: Client, place: AccountState, body: bytes, kind: str = "text/xml", **head: str) -> Any:
    """Call the number's door as a message centre does."""
    named = base64.b64encode(b"mmsc:open").decode()
    head = {"Authorization": f"Basic {named}", **head}
    return client.post(f"/mm7/{place.door}", body, content_type=kind, headers=head)


def report(name: str, status: str, kind: str = "DeliveryReportReq") -> bytes:
    """A delivery report, or a read report."""
    moment = "Date" if kind == "DeliveryReportReq" else "TimeStamp"
    document = envelope(
        kind,
        new_id().hex,
        f"<MessageID>{name}</MessageID><Recipient><Number>{ADA}</Number></Recipient><Sender><Number>{NUMBER}"
        f"</Number></Sender><{moment}>2026-11-20T12:00:00Z</{moment}><MMStatus>{status}</MMStatus>",
    )
    checked(document)
    return document


def delivered(text: str = "Is this one fresh?") -> tuple[str, bytes]:
    """A message with words and a picture as a telephone sends it: type and body of the call."""
    inside = (
        f"<LinkedID>L1</LinkedID><Sender><Number>{ADA[1:]}</Number></Sender>"
        "<TimeStamp>2026-11-20T12:00:00Z</TimeStamp><Subject>My tea</Subject>"
        '<Content href="cid:all" allowAdaptations="true"/>'
    )
    document = envelope("DeliverReq", new_id().hex, inside)
    checked(document)
    shown = EmailMessage(policy=policy.HTTP)
    shown["Content-ID"] = "<all>"
    shown.make_related()
    for kind, content, name in (
        ("application/smil", b"<smil/>", "s.smil"),
        ("text/plain; charset=utf-8", text.encode(), "t.txt"),
        ("image/jpeg", picture(80, 60), "leaf.jpg"),
    ):
        part = EmailMessage(policy=policy.HTTP)
        part["Content-Type"] = kind
        part["Content-Location"] = name
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(base64.encodebytes(content))
        shown.attach(part)
    inner = shown.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    body = (
        b"--edge\r\nContent-Type: text/xml\r\nContent-ID: <doc>\r\n\r\n" + document + b"\r\n--edge\r\n"
        b"" + inner + b"\r\n--edge--\r\n"
    )
    return 'multipart/related; type="text/xml"; start="<doc>"; boundary=edge', body
