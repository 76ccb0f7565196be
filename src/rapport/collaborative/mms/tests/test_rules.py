"""Bodies, documents, shares and codes, whatever comes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.collaborative.mms.rules import codes
from rapport.collaborative.mms.rules.documents import (
    NoDocumentError,
    Submission,
    Tongue,
    read_document,
    read_moment,
    write_answer,
    write_refusal,
    write_submission,
)
from rapport.collaborative.mms.rules.parts import Broken, Part, read_parts, write_content, write_related
from rapport.collaborative.mms.rules.settings import check_settings
from rapport.collaborative.mms.rules.shares import share
from rapport.collaborative.mms.rules.smil import write_smil
from rapport.collaborative.mms.tests.centre import checked, read_submitted
from rapport.kernel.doors.api import Refused, parse_xml
from rapport.kernel.errors import Invalid

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TONGUE = Tongue("REL-6-MM7-1-4", "6.8.0")


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=5))
def test_what_is_written_in_parts_is_read_the_same(contents: list[bytes]) -> None:
    parts = [Part("image/gif", one, f"p{at}") for at, one in enumerate(contents)]
    kind, body = write_related(b"<a/>", *write_content(parts, boundary="in-ner"), boundary="out-er")
    first, *rest = read_parts(kind, body)
    assert first.content == b"<a/>"
    assert [(one.content_id, one.content) for one in rest] == [(one.content_id, one.content) for one in parts]


@given(
    st.sampled_from(("multipart/related; boundary=b", "text/xml", "multipart/x", "")), st.binary(max_size=300)
)
def test_no_bytes_break_the_reader(kind: str, noise: bytes) -> None:
    for body in (
        noise,
        b"--b\r\n" + noise + b"\r\n--b--",
        b"--b\nContent-Type: multipart/a\n\n" + noise + b"\n--b--",
    ):
        try:
            parts = read_parts(kind, body)
            read_document(parse_xml(parts[0].content))
        except (Broken, NoDocumentError, Refused):
            continue


@given(st.lists(st.integers(0, 10_000), max_size=8), st.integers(0, 30_000))
def test_room_is_shared_to_the_last_byte_and_nobody_gets_more_than_they_need(
    sizes: list[int], room: int
) -> None:
    got = share(sizes, room)
    assert all(mine <= need for mine, need in zip(got, sizes, strict=True))
    assert sum(got) <= room
    assert sum(got) >= min(sum(sizes), room) - len(sizes)
    short = [mine for mine, need in zip(got, sizes, strict=True) if mine < need]
    assert all(mine >= max(got) - 1 for mine in short)


@given(st.text(max_size=60), st.sampled_from(("+4915200000007", "10690")), st.booleans())
def test_every_submission_is_one_by_the_schema(subject: str, sender: str, advertises: bool) -> None:
    asked = Submission(
        "t" * 32, sender, "+4917612345678", NOW, subject, advertises, vas_id="1", service_code="s"
    )
    content = write_content(
        [Part("application/smil", b"", "smil"), Part("text/plain", b"a", "t")], boundary="in"
    )
    kind, body = write_related(write_submission(asked, TONGUE), *content, boundary="out")
    one = read_submitted(kind, body)
    assert one.transaction == "t" * 32
    assert one.text("MessageClass") == ("Advertisement" if advertises else "Personal")


@pytest.mark.parametrize("kind", ["DeliverReq", "DeliveryReportReq", "ReadReplyReq"])
def test_every_answer_is_one_by_the_schema(kind: str) -> None:
    assert checked(write_answer(kind, "7", TONGUE)).tag.endswith(kind.replace("Req", "Rsp"))
    for code in (codes.MALFORMED, codes.UNKNOWN_ACTION, codes.FAILED):
        said = read_document(parse_xml(write_refusal("7", TONGUE, code=code)))
        assert (said.kind, said.transaction, said.status()[0]) == ("Fault", "7", code)
        checked(write_refusal("7", TONGUE, code=code))


def test_a_message_has_a_page_for_each_picture_and_its_words_on_the_first() -> None:
    shown = write_smil(
        [Part("text/plain", b"a", "t"), Part("image/gif", b"", "p"), Part("audio/amr", b"", "s")]
    )
    pages = parse_xml(shown).children[1].children
    assert [[one.name for one in page.children] for page in pages] == [["img", "text"], ["audio"]]


def test_a_clock_ahead_and_a_moment_that_is_none_are_now() -> None:
    assert read_moment("2026-11-20T13:00:00+01:00", now=NOW) == NOW
    assert read_moment("2027-01-01T00:00:00Z", now=NOW) == NOW
    assert read_moment("yesterday", now=NOW) == NOW
    assert read_moment("2026-11-19T12:00:00", now=NOW).day == 19


@pytest.mark.parametrize(
    ("settings", "secrets", "field"),
    [
        ({}, {}, "url"),
        ({"url": "ftp://a"}, {}, "url"),
        ({"url": "https://a.example", "user": "a"}, {}, "password"),
        ({"url": "https://a.example"}, {"own_password": "x"}, "own_password"),
        ({"url": "https://a.example", "cost": "0.2"}, {}, "cost"),
        ({"url": "https://a.example", "content": "huge"}, {}, "content"),
        ({"url": "https://a.example"}, {"other": "x"}, "other"),
    ],
)
def test_settings_that_cannot_work_are_refused(
    settings: dict[str, str], secrets: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        check_settings(settings, secrets)
    assert field in refusal.value.fields
