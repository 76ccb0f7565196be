"""Letters: read whatever is in them, written so that servers and readers believe them."""

import email
from datetime import UTC, datetime
from email import policy
from pathlib import Path
from typing import Any
from uuid import UUID

import dkim as reference
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.collaborative.delivery.contracts import Outbound, OutFile
from rapport.collaborative.email.rules.bounces import read_bounce
from rapport.collaborative.email.rules.composing import compose, refer, token_in
from rapport.collaborative.email.rules.dkim import dns_record, make_key, sign
from rapport.collaborative.email.rules.folding import fold
from rapport.collaborative.email.rules.reading import parse, read_letter
from rapport.collaborative.email.rules.settings import EmailSettings, check_settings
from rapport.kernel.errors import Invalid

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TOKEN = "0123456789abcdef" * 2
OURS = "help@shop.example"


def outbound(**values: Any) -> Outbound:
    usual: dict[str, Any] = {
        "id": UUID(int=1),
        "token": TOKEN,
        "reference": refer(TOKEN, OURS),
        "address": "ada@example.org",
        "subject": "茶在哪里？",
        "text": "It comes today.\n\nSee https://shop.example/?a=1&b=2 <now>",
        "at": NOON,
        "sender_name": "Bea, of the shop",
    }
    return Outbound(**{**usual, **values})


class TestReading:
    def test_the_corpus_goes_through_without_one_crash(self, data: Path) -> None:
        files = sorted(one for one in (data / "email").rglob("*") if one.is_file())
        read = [read_letter(one.read_bytes(), received=NOON) for one in files]
        assert len(read) >= 80
        assert sum(bool(one.text or one.files or one.html) for one in read) > 0.9 * len(read)
        for one in read:
            assert one.external_id and "@" in one.sender and one.at.tzinfo is not None

    @given(st.binary(max_size=2000))
    def test_nothing_crashes(self, raw: bytes) -> None:
        read_letter(raw, received=NOON)
        read_letter(b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + raw, received=NOON)

    def test_text_files_and_names_are_read(self) -> None:
        letter = compose(
            outbound(files=(OutFile("报价.pdf", "application/pdf", b"%PDF"),)), OURS, EmailSettings()
        )
        found = read_letter(letter, received=NOON)
        assert (found.sender, found.sender_name, found.subject) == (OURS, "Bea, of the shop", "茶在哪里？")
        assert found.text.startswith("It comes today.")
        assert [(one.name, one.content) for one in found.files] == [("报价.pdf", b"%PDF")]
        assert found.reference == refer(TOKEN, OURS)
        assert token_in(found.reference) == TOKEN

    def test_two_letters_under_one_id_are_two(self) -> None:
        one = read_letter(b"Message-ID: <a@b>\r\nFrom: a@b.c\r\n\r\nOne", received=NOON)
        two = read_letter(b"Message-ID: <a@b>\r\nFrom: a@b.c\r\n\r\nTwo", received=NOON)
        routed = read_letter(b"Received: x\r\nMessage-ID: <a@b>\r\nFrom: a@b.c\r\n\r\nOne", received=NOON)
        assert one.external_id != two.external_id
        assert one.external_id == routed.external_id

    @pytest.mark.parametrize(
        "head",
        ["Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <x>", "From: MAILER-DAEMON@b.c"],
    )
    def test_machines_are_told_from_people(self, head: str) -> None:
        assert read_letter(f"{head}\r\nFrom: a@b.c\r\n\r\nHi".encode(), received=NOON).automatic
        assert not read_letter(b"From: a@b.c\r\nAuto-Submitted: no\r\n\r\nHi", received=NOON).automatic


class TestFolding:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Yes.\n\nOn Mon, 2 Nov 2026 at 10:00, Bea <b@x.y> wrote:\n> Tea?\n> Now?", "Yes."),
            ("Yes.\n\nOn Monday, 2 November 2026, a person with a long name\n<b@x.y> wrote:\n> Tea?", "Yes."),
            ("Ja.\n\nAm 02.11.2026 um 10:00 schrieb Bea:\n> Tee?", "Ja."),
            ("好的。\n\n在 2026年11月2日，Bea 写道：\n> 茶？", "好的。"),
            ("Yes.\n\n-----Original Message-----\nFrom: Bea\nSent: today\n\nTea?", "Yes."),
            ("Yes.\n\nFrom: Bea <b@x.y>\nSent: Monday\nTo: Ada\n\nTea?", "Yes."),
            ("Yes.\n-- \nAda Lovelace\nAnalytical Engines", "Yes."),
            ("Yes.\n> Tea?", "Yes."),
            ("> Tea?", "> Tea?"),
            ("> Tea?\nYes.\n> Milk?\nNo.", "> Tea?\nYes.\n> Milk?\nNo."),
        ],
    )
    def test_what_is_repeated_is_put_aside(self, text: str, said: str) -> None:
        assert fold(text)[0] == said

    @given(st.text())
    def test_nothing_said_is_lost(self, text: str) -> None:
        said, rest = fold(text)
        assert "".join((said + rest).split()) == "".join(text.split())


class TestComposing:
    def test_the_same_delivery_is_the_same_letter(self) -> None:
        files = (OutFile("a.txt", "text/plain", b"a"),)
        assert compose(outbound(files=files), OURS, EmailSettings()) == compose(
            outbound(files=files), OURS, EmailSettings()
        )

    def test_answers_name_what_they_answer_and_advertising_how_to_leave(self) -> None:
        answer = email.message_from_bytes(
            compose(outbound(answers=("<1@x>", "<2@x>")), OURS, EmailSettings()), policy=policy.default
        )
        assert answer["In-Reply-To"] == "<2@x>"
        assert answer["References"] == "<1@x> <2@x>"
        assert answer["Subject"] == "Re: 茶在哪里？"
        leave = "https://crm.example/leave/1"
        told = compose(outbound(purpose="newsletter", leave=leave), OURS, EmailSettings())
        offer = email.message_from_bytes(told, policy=policy.default)
        assert offer["List-Unsubscribe"] == f"<{leave}>"
        assert offer["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_a_name_cannot_write_headers(self) -> None:
        letter = compose(
            outbound(sender_name="A\r\nBcc: x@y.z", subject="S\r\nBcc: x@y.z"), OURS, EmailSettings()
        )
        assert email.message_from_bytes(letter)["Bcc"] is None


class TestDkim:
    def test_another_library_believes_the_signature(self) -> None:
        key = make_key()
        signed = sign(
            compose(outbound(), OURS, EmailSettings()), domain="shop.example", selector="r", key=key
        )
        record = dns_record(key).encode()
        assert reference.verify(signed, dnsfunc=lambda *_args, **_more: record)
        broken = signed.replace(b"Subject:", b"Subject: not ", 1)
        assert not reference.verify(broken, dnsfunc=lambda *_args, **_more: record)

    def test_a_key_that_is_none_is_refused(self) -> None:
        with pytest.raises(Invalid):
            sign(b"From: a@b\r\n\r\n", domain="b", selector="r", key="-----BEGIN")


BOUNCE = f"""From: MAILER-DAEMON@mx.example\r\nTo: help+b{TOKEN}@shop.example\r
Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r
--x\r\nContent-Type: text/plain\r\n\r\nSorry\r
--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r
Final-Recipient: rfc822; ada@example.org\r\nAction: ACTION\r\nStatus: 5.1.1\r
Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--x--\r\n"""


class TestBounces:
    def test_say_which_delivery_failed_for_good(self) -> None:
        found = read_bounce(parse(BOUNCE.replace("ACTION", "failed").encode()), received=NOON)
        assert found is not None
        assert (found.state, found.token, found.code, found.permanent) == ("failed", TOKEN, "5.1.1", True)

    def test_a_delay_and_any_other_letter_say_nothing(self) -> None:
        assert read_bounce(parse(BOUNCE.replace("ACTION", "delayed").encode()), received=NOON) is None
        assert read_bounce(parse(compose(outbound(), OURS, EmailSettings())), received=NOON) is None

    def test_the_returned_letter_names_it_where_the_address_does_not(self) -> None:
        returned = (
            f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {refer(TOKEN, OURS)}\r\n--x--"
        )
        text = BOUNCE.replace(f"+b{TOKEN}", "").replace("ACTION", "failed").replace("--x--", returned)
        found = read_bounce(parse(text.encode()), received=NOON)
        assert found is not None
        assert found.token == TOKEN


class TestSettings:
    def test_what_cannot_work_is_refused(self) -> None:
        check_settings({"smtp_host": "mx.example", "smtp_user": "a"}, {"smtp_password": "b"})
        for wrong in (
            {"smtp_port": 0},
            {"smtp_host": "a b"},
            {"no": 1},
            {"smtp_host": "mx.example", "smtp_user": "a"},
            {"imap_host": "mx.example"},
            {"dkim_domain": "shop.example"},
        ):
            with pytest.raises(Invalid):
                check_settings(wrong, {})
