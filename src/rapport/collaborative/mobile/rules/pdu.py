"""Protocol data units of SMPP 3.4 as records: bytes in, records out, and back.

Whatever comes, `Broken` is the only thing raised.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

RESPONSE = 0x80000000
NACK = RESPONSE
BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER = 0x01, 0x02, 0x09
SUBMIT, DELIVER, UNBIND, ENQUIRE, DATA = 0x04, 0x05, 0x06, 0x15, 0x103
PAYLOAD, RECEIPTED_ID, MESSAGE_STATE = 0x0424, 0x001E, 0x0427
SAR_REFERENCE, SAR_TOTAL, SAR_POSITION = 0x020C, 0x020E, 0x020F
UDH, RECEIPT_KINDS, RECEIPT = 0x40, 0x3C, 0x04
LONGEST = 70_000
"""Bytes of a unit; the largest that means anything carries a payload of 65,535."""
_HEAD = struct.Struct(">IIII")
_OPTION = struct.Struct(">HH")
_TAIL = struct.Struct("BBBBB")
_VERSION = 0x34


class Broken(ValueError):
    """What came is no unit of the protocol."""


@dataclass(frozen=True, slots=True)
class Pdu:
    """One unit: what is asked or answered (`command`), how it went (`status`), which asking it belongs to."""

    command: int
    status: int
    sequence: int
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """An address with what kind of number it is (TON) and of which plan (NPI)."""

    number: str
    ton: int = 0
    npi: int = 0


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """What `submit_sm`, `deliver_sm` and `data_sm` carry; `kind` is the ESM class."""

    source: Place
    destination: Place
    content: bytes = field(repr=False)
    coding: int = 0
    kind: int = 0
    receipt: int = 0
    options: Mapping[int, bytes] = field(default_factory=dict)


def write_pdu(pdu: Pdu) -> bytes:
    """Return a unit as bytes."""
    return _HEAD.pack(16 + len(pdu.body), pdu.command, pdu.status, pdu.sequence) + pdu.body


def take_pdus(buffer: bytearray) -> Iterator[Pdu]:
    """Yield the whole units at the beginning of a buffer and take them away; raises `Broken`."""
    at = 0
    try:
        while len(buffer) - at >= _HEAD.size:
            length, command, status, sequence = _HEAD.unpack_from(buffer, at)
            if not _HEAD.size <= length <= LONGEST:
                raise Broken(f"a unit of {length} bytes")
            if len(buffer) - at < length:
                return
            body = bytes(buffer[at + _HEAD.size : at + length])
            at += length
            yield Pdu(command, status, sequence, body)
    finally:
        del buffer[:at]


def write_bind(name: str, password: str, kind: str) -> bytes:
    """Return the body of a bind: who we are, and of which kind of system."""
    return _text(name, 15) + _text(password, 8) + _text(kind, 12) + bytes([_VERSION, 0, 0, 0])


def write_short(message: ShortMessage) -> bytes:
    """Return the body of a `submit_sm`; what is longer than 254 bytes goes as payload."""
    options = dict(message.options)
    content = message.content
    if len(content) > 254:
        options[PAYLOAD], content = content, b""
    return b"".join(
        (
            b"\0",
            _place(message.source),
            _place(message.destination),
            bytes([message.kind, 0, 0]),
            b"\0\0",
            _TAIL.pack(message.receipt, 0, message.coding, 0, len(content)),
            content,
            *(_OPTION.pack(tag, len(value)) + value for tag, value in sorted(options.items())),
        )
    )


def read_short(body: bytes) -> ShortMessage:
    """Return what a `deliver_sm` or `submit_sm` carries; raises `Broken`."""
    _service, at = _read_text(body, 0)
    source, at = _read_place(body, at)
    destination, at = _read_place(body, at)
    kind, at = _byte(body, at), at + 3
    for _time in range(2):
        _moment, at = _read_text(body, at)
    if len(body) < at + _TAIL.size:
        raise Broken("it ends before its content")
    receipt, _replace, coding, _canned, length = _TAIL.unpack_from(body, at)
    at += _TAIL.size
    if len(body) < at + length:
        raise Broken("its content ends early")
    options = _read_options(body, at + length)
    content = options.pop(PAYLOAD, b"") or body[at : at + length]
    return ShortMessage(source, destination, content, coding, kind, receipt, options)


def read_data(body: bytes) -> ShortMessage:
    """Return what a `data_sm` carries: its content is always a payload; raises `Broken`."""
    _service, at = _read_text(body, 0)
    source, at = _read_place(body, at)
    destination, at = _read_place(body, at)
    kind, receipt, coding = (_byte(body, at + step) for step in range(3))
    options = _read_options(body, at + 3)
    return ShortMessage(source, destination, options.pop(PAYLOAD, b""), coding, kind, receipt, options)


def read_id(body: bytes) -> str:
    """Return the id a response gives; empty where it gives none."""
    return body.partition(b"\0")[0][:65].decode("latin-1")


def _text(text: str, most: int) -> bytes:
    return text.encode("latin-1", "replace").replace(b"\0", b"")[:most] + b"\0"


def _place(place: Place) -> bytes:
    return bytes([place.ton, place.npi]) + _text(place.number, 20)


def _read_place(body: bytes, at: int) -> tuple[Place, int]:
    ton, npi = _byte(body, at), _byte(body, at + 1)
    number, after = _read_text(body, at + 2)
    return Place(number[:65], ton, npi), after


def _read_text(body: bytes, at: int) -> tuple[str, int]:
    end = body.find(b"\0", at)
    if end < 0:
        raise Broken("a text without an end")
    return body[at:end].decode("latin-1"), end + 1


def _byte(body: bytes, at: int) -> int:
    if at >= len(body):
        raise Broken("it ends early")
    return body[at]


def _read_options(body: bytes, at: int) -> dict[int, bytes]:
    """What is left of a torn option at the end is let be: the message before it is whole."""
    options = {}
    while len(body) - at >= _OPTION.size:
        tag, length = _OPTION.unpack_from(body, at)
        at += _OPTION.size
        if len(body) - at < length:
            break
        options[tag] = body[at : at + length]
        at += length
    return options
