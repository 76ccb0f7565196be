"""Pure parts: units and letters there and back, judged by another make; no bytes may crash them."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from itertools import permutations

import pytest
import smpp34
from hypothesis import given
from hypothesis import strategies as st

from rapport.collaborative.mobile.contracts import Alphabet, LinkState, Long
from rapport.collaborative.mobile.rules import alphabets, pdu, receipts, segments
from rapport.collaborative.mobile.rules.pdu import Broken, Pdu, Place, ShortMessage
from rapport.collaborative.mobile.rules.routing import order_ways
from rapport.kernel.ids import new_id

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà\f^{}\\[~]|€"
NUMBERS = st.text("0123456789", min_size=1, max_size=15)
gsm_texts = st.text(GSM, min_size=1, max_size=700)
any_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=700)


@given(
    source=NUMBERS, destination=NUMBERS, content=st.binary(max_size=254), coding=st.sampled_from([0, 3, 8])
)
def test_what_we_write_another_make_reads_and_the_other_way_round(
    source: str, destination: str, content: bytes, coding: int
) -> None:
    mine = ShortMessage(Place(source, 1, 1), Place(destination, 1, 1), content, coding, 0x40, 1)
    theirs = smpp34.SubmitSm(
        source,
        destination,
        content,
        source_addr_ton=1,
        source_addr_npi=1,
        dest_addr_ton=1,
        dest_addr_npi=1,
        esm_class=0x40,
        registered_delivery=1,
        data_coding=coding,
        sequence_number=7,
    )
    written = pdu.write_pdu(Pdu(pdu.SUBMIT, 0, 7, pdu.write_short(mine)))
    assert written == theirs.encode()
    (unit,) = pdu.take_pdus(bytearray(theirs.encode()))
    assert pdu.read_short(unit.body) == mine


@given(content=st.binary(min_size=255, max_size=3000))
def test_a_long_content_goes_as_payload(content: bytes) -> None:
    message = ShortMessage(Place("1"), Place("2"), content)
    read = smpp34.decode(pdu.write_pdu(Pdu(pdu.SUBMIT, 0, 1, pdu.write_short(message))))
    assert isinstance(read, smpp34.SubmitSm)
    assert [(one.tag, bytes(one.value)) for one in read.tlvs] == [(pdu.PAYLOAD, content)]
    assert pdu.read_short(pdu.write_short(message)).content == content


@given(body=st.binary(max_size=400))
def test_no_body_crashes(body: bytes) -> None:
    for read in (pdu.read_short, pdu.read_data):
        with suppress(Broken):
            message = read(body)
            content, part = segments.open_message(message)
            alphabets.decode(content, message.coding, "gsm")
            receipts.read_receipt(message, "decimal", NOON)
            assert part is None or 1 <= part.position <= part.total


@given(data=st.binary(max_size=200), cuts=st.lists(st.integers(0, 400), max_size=5))
def test_units_are_taken_however_the_line_tears_them(data: bytes, cuts: list[int]) -> None:
    units = [Pdu(pdu.ENQUIRE, 0, 1), Pdu(pdu.DELIVER, 0, 2, data), Pdu(pdu.NACK, 3, 3, b"\0")]
    line = b"".join(map(pdu.write_pdu, units))
    buffer, found, at = bytearray(), list[Pdu](), 0
    for cut in [*sorted(cuts), len(line)]:
        buffer += line[at : min(cut, len(line))]
        at = max(at, min(cut, len(line)))
        found += pdu.take_pdus(buffer)
    assert (found, bytes(buffer)) == (units, b"")


@pytest.mark.parametrize("length", [0, 15, 70_001, 2**32 - 1])
def test_a_length_that_cannot_be_ends_the_line(length: int) -> None:
    with pytest.raises(Broken):
        list(pdu.take_pdus(bytearray(length.to_bytes(4, "big") + bytes(12))))


def joined(text: str, alphabet: Alphabet, long: Long) -> str:
    cut = segments.cut(text, alphabet, long, 0xBEEF)
    contents = {}
    for content in cut.parts:
        body = pdu.write_short(ShortMessage(Place("1"), Place("2"), content, cut.coding, 0x40 * cut.headed))
        message = pdu.read_short(body)
        opened, part = segments.open_message(message)
        contents[part.position if part else 1] = opened
        assert long == "payload" or len(content) <= (160 if cut.coding == 0 else 140)
        assert part is None or part.total == len(cut.parts)
    whole, complete = segments.join(dict(reversed(contents.items())), len(cut.parts))
    assert complete
    return alphabets.decode(whole, cut.coding, alphabet)


@given(
    text=any_texts,
    alphabet=st.sampled_from(["gsm", "latin"]),
    long=st.sampled_from(["udh8", "udh16", "payload"]),
)
def test_a_text_is_the_same_after_its_parts_are_joined(text: str, alphabet: Alphabet, long: Long) -> None:
    assert joined(text, alphabet, long) == text


@given(text=gsm_texts, long=st.sampled_from(["udh8", "udh16"]))
def test_a_plain_text_goes_in_septets(text: str, long: Long) -> None:
    assert joined(text, "gsm", long) == text
    assert segments.cut(text, "gsm", long, 1).coding == 0


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("好" * 70, 1),
        ("好" * 71, 2),
        ("a" * 459, 3),
    ],
)
def test_parts_are_counted_as_operators_charge_them(text: str, parts: int) -> None:
    assert segments.count_parts(text, "gsm") == parts


def test_the_same_message_sent_again_has_the_same_bytes() -> None:
    assert segments.cut("好" * 200, "gsm", "udh8", 77) == segments.cut("好" * 200, "gsm", "udh8", 77)


@pytest.mark.parametrize(
    "header", [b"", b"\x05\x00\x03\x01\x00\x01", b"\x05\x00\x03\x01\x02\x03", b"\x05\x00\x09"]
)
def test_a_header_that_means_nothing_leaves_a_message(header: bytes) -> None:
    _, part = segments.open_message(ShortMessage(Place("1"), Place("2"), header + b"Hello", 0, 0x40))
    assert part is None


class TestReceipts:
    def read(self, text: bytes, ids: str = "same", **options: bytes) -> tuple[str, str, str] | None:
        tags = {"id": pdu.RECEIPTED_ID, "state": pdu.MESSAGE_STATE}
        given_options = {tags[name]: value for name, value in options.items()}
        message = ShortMessage(Place("1"), Place("2"), text, 0, 4, 0, given_options)
        report = receipts.read_receipt(message, "decimal" if ids == "decimal" else "same", NOON)
        return (report.state, report.external_id, report.code) if report else None

    @pytest.mark.parametrize(
        ("word", "state"),
        [("DELIVRD", "delivered"), ("UNDELIV", "failed"), ("EXPIRED", "failed"), ("ACCEPTD", "sent")],
    )
    def test_say_what_became(self, word: str, state: str) -> None:
        assert self.read(f"id:7 sub:001 stat:{word} err:000 text:".encode()) == (state, "7", word)

    def test_options_outrank_the_text_and_errors_are_kept(self) -> None:
        assert self.read(b"id:7 stat:DELIVRD err:000", id=b"A1\0", state=b"\x05") == (
            "failed",
            "A1",
            "UNDELIV",
        )
        assert self.read(b"id:7 stat:UNDELIV err:045") == ("failed", "7", "UNDELIV 045")

    def test_one_that_names_nothing_says_nothing(self) -> None:
        assert self.read(b"hello") is None
        assert self.read(b"id:7") is None

    def test_names_in_decimal_are_those_answered_in_hexadecimal(self) -> None:
        answered = receipts.answered_name("00001f", "decimal")
        assert self.read(b"id:0000000031 stat:DELIVRD", "decimal") == ("delivered", answered, "DELIVRD")


def way(name: str, prefixes: tuple[str, ...] = (), rank: int = 1, cost: str | None = None) -> LinkState:
    return LinkState(
        id=new_id(),
        tenant_id=new_id(),
        name=name,
        host="h",
        port=1,
        security="none",
        system_id="s",
        system_type="",
        bind="transceiver",
        alphabet="gsm",
        long="udh8",
        ids="same",
        window=1,
        per_second=0,
        prefixes=prefixes,
        rank=rank,
        cost=None if cost is None else Decimal(cost),
        currency="" if cost is None else "EUR",
        password="",
    )


def test_the_longest_prefix_then_the_rank_then_the_cost() -> None:
    ways = [
        way("all"),
        way("dear", ("+49",), cost="0.09"),
        way("cheap", ("+49",), cost="0.07"),
        way("poor", ("+49",), rank=2, cost="0.01"),
        way("mobile", ("+49151", "+49152"), rank=3),
        way("china", ("+86",)),
    ]
    for order in list(permutations(ways))[::97]:
        found = [one.name for one in order_ways(order, "+4915212345")]
        assert found == ["mobile", "cheap", "dear", "poor", "all"]
