"""The XML door: every attack of the defusedxml set is refused at once; honest documents come through
whole.
"""

import io
import time
from pathlib import Path

import pytest

from rapport.kernel.doors.api import Refused, XmlLimits, parse_xml, read_elements

ATTACKS = "xml_attacks/defusedxml/xmltestdata"


@pytest.mark.parametrize(
    "name",
    [
        "cyclic.xml",
        "dtd.xml",
        "external.xml",
        "external_file.xml",
        "quadratic.xml",
        "xmlbomb.xml",
        "xmlbomb2.xml",
    ],
)
def test_attacks_are_refused_at_once(name: str, data: Path) -> None:
    body = (data / ATTACKS / name).read_bytes()
    began = time.process_time()
    with pytest.raises(Refused) as refusal:
        parse_xml(body)
    assert refusal.value.code == "xml_doctype"
    assert time.process_time() - began < 5
    with pytest.raises(Refused):
        list(read_elements(io.BytesIO(body)))


def test_doctype_in_utf16_is_refused() -> None:
    body = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")
    with pytest.raises(Refused):
        parse_xml(body)


def test_unknown_entities_are_refused() -> None:
    with pytest.raises(Refused):
        parse_xml(b"<a>&secret;</a>")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(Refused):
        parse_xml(b"<a>" * 10_000 + b"</a>" * 10_000)


def test_too_many_elements_and_too_much_text_are_refused() -> None:
    with pytest.raises(Refused):
        parse_xml(b"<a>" + b"<b/>" * 50 + b"</a>", limits=XmlLimits(elements=20))
    with pytest.raises(Refused):
        parse_xml(b"<a>" + b"x" * 500 + b"</a>", limits=XmlLimits(text=100))


@pytest.mark.parametrize("opening", [b'<r><c a="', b"<r><!-- ", b"<r><", b"<r><?"], ids=range(4))
def test_an_endless_tag_is_not_waited_for(opening: bytes) -> None:
    class Endless(io.BytesIO):
        read_so_far = 0

        def read(self, size: int | None = -1, /) -> bytes:
            body = opening if not self.read_so_far else b"x" * (size or 1)
            self.read_so_far += len(body)
            return body

    source = Endless()
    with pytest.raises(Refused) as refusal:
        list(read_elements(source, limits=XmlLimits(text=1_000_000)))
    assert refusal.value.code in ("xml_too_large", "xml_malformed")
    assert source.read_so_far < 12_000_000


def test_xinclude_is_only_text() -> None:
    root = parse_xml(
        b'<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="file:///etc/passwd"/></a>'
    )
    assert root.children[0].name == "include"
    assert root.children[0].text == ""


def test_documents_come_through_whole() -> None:
    root = parse_xml('<r xmlns="urn:x"><c id="1">张<b>三</b></c><c id="2"/></r>'.encode())
    assert root.name == "r"
    assert [child.attributes["id"] for child in root.children] == ["1", "2"]
    assert root.children[0].children[0].text == "三"


def test_long_documents_stream() -> None:
    body = b"<r>" + b"".join(b"<c><n>%d</n></c>" % number for number in range(5_000)) + b"</r>"
    seen = [
        element.children[0].text for element in read_elements(io.BytesIO(body), limits=XmlLimits(elements=50))
    ]
    assert seen == [str(number) for number in range(5_000)]


def test_elements_before_a_fault_are_given() -> None:
    given = read_elements(io.BytesIO(b"<r>" + b"<c/>" * 30_000 + b"</wrong>"))
    with pytest.raises(Refused):
        for _ in given:
            pass
