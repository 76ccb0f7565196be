"""XML from outside: no document types, no entities, no network, bounded depth, elements and text."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import etree

from rapport.kernel.doors.refusal import Refused

PIECE = 65_536


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """Caps of one document: nesting, elements in all, attributes of one element, characters of text in one
    element kept.
    """

    depth: int = 100
    elements: int = 200_000
    attributes: int = 200
    text: int = 5_000_000


@dataclass(slots=True)
class XmlElement:
    """One element: local name, attributes (local names), own text, children in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["XmlElement"] = field(default_factory=list)


class _Watch:
    """A parser target that builds small elements and stops at the first breach of a limit."""

    def __init__(self, limits: XmlLimits, finished: Callable[[int, XmlElement], bool]) -> None:
        self.limits = limits
        self.finished = finished
        self.open: list[XmlElement] = []
        self.pieces: list[list[str]] = []
        self.elements = 0
        self.characters = 0
        self.unread = 0  # bytes fed since the parser last made anything of them: one tag may not be endless

    def doctype(self, name: str | None, public: str | None, system: str | None) -> None:
        """A document type can name entities and files: such documents are refused whole."""
        raise Refused("XML with a document type is not accepted.", code="xml_doctype")

    def start(self, tag: str | bytes, attributes: Mapping[str | bytes, str | bytes]) -> None:
        """An element opens: count it before it costs anything."""
        self.unread = 0
        self.elements += 1
        if self.elements > self.limits.elements or len(self.open) >= self.limits.depth:
            raise Refused("The XML is too deep or has too many elements.", code="xml_too_large")
        if len(attributes) > self.limits.attributes:
            raise Refused("An XML element has too many attributes.", code="xml_too_large")
        self._count(sum(map(len, attributes.values())))
        named = {local_name(key): _text(value) for key, value in attributes.items()}
        self.open.append(XmlElement(local_name(tag), named))
        self.pieces.append([])

    def data(self, text: str | bytes) -> None:
        """Text of the innermost open element."""
        self.unread = 0
        self._count(len(text))
        if self.pieces:
            self.pieces[-1].append(_text(text))

    def end(self, tag: str | bytes) -> None:
        """An element closes: hand it over, or hang it below its parent."""
        self.unread = 0
        element = self.open.pop()
        element.text = "".join(self.pieces.pop()).strip()
        if self.finished(len(self.open), element):
            self.elements, self.characters = len(self.open), 0
        elif self.open:
            self.open[-1].children.append(element)

    def comment(self, text: str | bytes) -> None:
        """Comments say nothing to us."""
        self.unread = 0

    def close(self) -> None:
        """The document ended."""

    def feed(self, parser: etree.XMLParser, piece: bytes) -> None:
        """Have the parser read on; it keeps a tag until its end, so that is waited for so long only."""
        self.unread += len(piece)
        try:
            parser.feed(piece)
        except etree.XMLSyntaxError as error:
            raise Refused(
                "The XML is malformed: %(error)s", values={"error": str(error)[:200]}, code="xml_malformed"
            ) from error
        if self.unread > self.limits.text:
            raise Refused("The XML holds too much text.", code="xml_too_large")

    def _count(self, characters: int) -> None:
        self.characters += characters
        if self.characters > self.limits.text:
            raise Refused("The XML holds too much text.", code="xml_too_large")


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode()


def local_name(name: str | bytes) -> str:
    """Return a name without its namespace."""
    return _text(name).rsplit("}", 1)[-1]


def _parser(watch: _Watch) -> etree.XMLParser:
    return etree.XMLParser(
        target=watch,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )


def _close(parser: etree.XMLParser) -> None:
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Refused(
            "The XML is malformed: %(error)s", values={"error": str(error)[:200]}, code="xml_malformed"
        ) from error


def parse_xml(body: bytes, *, limits: XmlLimits | None = None) -> XmlElement:
    """Return a whole document as its root element.

    Raises Refused for document types, entities, breaches of the limits and malformed documents.
    """
    roots: list[XmlElement] = []

    def finished(depth: int, element: XmlElement) -> bool:
        if depth == 0:
            roots.append(element)
        return False

    watch = _Watch(limits or XmlLimits(), finished)
    parser = _parser(watch)
    for start in range(0, len(body), PIECE):
        watch.feed(parser, body[start : start + PIECE])
    _close(parser)
    if not roots:
        raise Refused("The XML is empty.", code="xml_malformed")
    return roots[0]


def read_elements(
    source: BinaryIO, *, depth: int = 1, limits: XmlLimits | None = None
) -> Iterator[XmlElement]:
    """Stream the elements at one depth (1 = the root's children); limits hold for each, so a document may
    be any length.

    Raises Refused where `parse_xml` would; elements before the fault have been given already.
    """
    ready: deque[XmlElement] = deque()

    def finished(level: int, element: XmlElement) -> bool:
        if level == depth:
            ready.append(element)
        return level <= depth

    watch = _Watch(limits or XmlLimits(), finished)
    parser = _parser(watch)
    while piece := source.read(PIECE):
        try:
            watch.feed(parser, piece)
        finally:
            given = list(ready)
            ready.clear()
        yield from given
    _close(parser)
    yield from ready
