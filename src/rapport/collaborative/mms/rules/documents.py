"""Documents of MM7 (3GPP TS 23.140, annex L): written in the order of the schema, read by local names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from lxml import etree

from rapport.collaborative.mms.rules import codes

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
FOLDER = "http://www.3gpp.org/ftp/Specs/archive/23_series/23.140/schema/"
REQUESTS = ("DeliverReq", "DeliveryReportReq", "ReadReplyReq")


class Element(Protocol):
    """An element as the guarded door reads it."""

    @property
    def name(self) -> str:
        """Its local name."""

    @property
    def attributes(self) -> Mapping[str, str]:
        """Its attributes by their local names."""

    @property
    def text(self) -> str:
        """Its own text."""

    @property
    def children(self) -> Sequence["Element"]:
        """What it holds, in order."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element to be written: its words, or what it holds."""

    name: str
    holds: "str | Sequence[Node]" = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


class NoDocumentError(Exception):
    """An envelope that holds no document of MM7."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """Which schema and version the other side speaks."""

    schema: str
    version: str


@dataclass(frozen=True, slots=True)
class Submission:
    """What is asked of the message centre, `at` UTC; the same token gives the same document."""

    token: str
    sender: str
    to: str
    at: datetime
    subject: str
    advertises: bool
    vasp_id: str = ""
    vas_id: str = ""
    service_code: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read: what it is, its transaction, its body."""

    kind: str
    transaction: str
    body: Element

    def value(self, *path: str) -> str:
        """Return the text at a path below the body, empty where there is none."""
        found: Element | None = self.body
        for name in path:
            found = next((one for one in found.children if one.name == name), None) if found else None
        return found.text if found else ""

    def address(self, name: str) -> str:
        """Return the number or short code below a name."""
        for one in _walk(self.body):
            if one.name == name:
                leaves = [leaf.text for leaf in _walk(one) if leaf.name in _ADDRESSES and leaf.text]
                return leaves[0] if leaves else ""
        return ""

    def status(self) -> tuple[int, str]:
        """Return the code of its status, 0 where it has none, and what it says."""
        for one in _walk(self.body):
            if one.name == "Status":
                said = {leaf.name: leaf.text for leaf in one.children}
                code = said.get("StatusCode", "")
                text = said.get("StatusText", "")
                return int(code) if code.isdecimal() and len(code) < 6 else 0, text
        return 0, ""


_ADDRESSES = ("Number", "ShortCode", "RFC2822Address")


def write_submission(asked: Submission, tongue: Tongue) -> bytes:
    """Return the document that submits a message whose content lies beside it as `<content>`."""
    identity = [Node("VASPID", asked.vasp_id), Node("VASID", asked.vas_id)]
    named = [Node("ServiceCode", asked.service_code), Node("Subject", asked.subject)]
    service, subject = ([one] if one.holds else [] for one in named)
    nodes = [
        Node(
            "SenderIdentification",
            [*(one for one in identity if one.holds), Node("SenderAddress", [_place(asked.sender)])],
        ),
        Node("Recipients", [Node("To", [_place(asked.to)])]),
        *service,
        Node("MessageClass", "Advertisement" if asked.advertises else "Personal"),
        Node("TimeStamp", asked.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
        Node("DeliveryReport", "true"),
        Node("ReadReply", "true"),
        Node("Priority", "Normal"),
        *subject,
        Node("Content", "", {"href": "cid:content", "allowAdaptations": "true"}),
    ]
    return _write("SubmitReq", asked.token, nodes, tongue)


def write_answer(kind: str, transaction: str, tongue: Tongue, *, code: int = codes.SUCCESS) -> bytes:
    """Return the answer to a request of the message centre."""
    name = kind.removesuffix("Req") + "Rsp"
    return _write(name, transaction, [Node("Status", _status(code))], tongue)


def write_refusal(transaction: str, tongue: Tongue, *, code: int) -> bytes:
    """Return the fault that answers what cannot be taken."""
    envelope, body = _envelope(transaction, tongue)
    fault = etree.SubElement(body, f"{{{ENVELOPE}}}Fault")
    side = "Server" if code // 1000 == codes.FAILED // 1000 else "Client"
    etree.SubElement(fault, "faultcode").text = f"env:{side}"
    etree.SubElement(fault, "faultstring").text = codes.name_of(code)
    _put(
        etree.SubElement(fault, "detail"),
        [Node("VASPErrorRsp", [Node("MM7Version", tongue.version), Node("Status", _status(code))])],
        tongue,
    )
    return _serialised(envelope)


def read_document(envelope: Element) -> Document:
    """Return what an envelope holds, a fault's detail included; raises `NoDocumentError`."""
    body = next((one for one in envelope.children if one.name == "Body"), None)
    if envelope.name != "Envelope" or body is None or not body.children:
        raise NoDocumentError("an envelope without a body")
    transaction = next((one.text for one in _walk(envelope) if one.name == "TransactionID"), "")
    first = body.children[0]
    if first.name == "Fault":
        detail = next((one for one in first.children if one.name == "detail"), None)
        return Document("Fault", transaction[:200], detail or first)
    return Document(first.name, transaction[:200], first)


def read_moment(text: str, *, now: datetime) -> datetime:
    """Return a moment as it was said, UTC; now for one that cannot be read or is yet to come."""
    try:
        said = datetime.fromisoformat(text.strip())
        said = said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return now
    return min(said, now)


def _status(code: int) -> list[Node]:
    return [Node("StatusCode", str(code)), Node("StatusText", codes.name_of(code))]


def _place(address: str) -> Node:
    return Node("Number" if address.startswith("+") else "ShortCode", address)


def _write(name: str, transaction: str, nodes: Sequence[Node], tongue: Tongue) -> bytes:
    envelope, body = _envelope(transaction, tongue)
    _put(body, [Node(name, [Node("MM7Version", tongue.version), *nodes])], tongue)
    return _serialised(envelope)


def _envelope(transaction: str, tongue: Tongue) -> tuple[etree._Element, etree._Element]:
    spaces = {"env": ENVELOPE, "mm7": FOLDER + tongue.schema}
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap=spaces)
    head = etree.SubElement(envelope, f"{{{ENVELOPE}}}Header")
    named = etree.SubElement(head, f"{{{FOLDER}{tongue.schema}}}TransactionID")
    named.set(f"{{{ENVELOPE}}}mustUnderstand", "1")
    named.text = _plain(transaction)
    return envelope, etree.SubElement(envelope, f"{{{ENVELOPE}}}Body")


def _put(parent: etree._Element, nodes: Sequence[Node], tongue: Tongue) -> None:
    for node in nodes:
        child = etree.SubElement(parent, f"{{{FOLDER}{tongue.schema}}}{node.name}")
        for name, value in node.attributes.items():
            child.set(name, value)
        if isinstance(node.holds, str):
            child.text = _plain(node.holds) or None
        else:
            _put(child, node.holds, tongue)


def _plain(text: str) -> str:
    """Leave out what no XML document holds."""
    kept = (one for one in text if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff"))
    return "".join(kept).encode("utf-8", "ignore").decode()


def _serialised(envelope: etree._Element) -> bytes:
    return etree.tostring(envelope, xml_declaration=True, encoding="utf-8")


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _walk(child)
