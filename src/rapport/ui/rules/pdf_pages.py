"""Drawings of one page each, put together as one PDF.

Only the kind of file the house's own drawer writes is read: a table of places at its end (ISO 32000-1,
7.5.4), objects side by side, no streams of objects. Objects keep their bytes and get new numbers; one
list of pages takes the place of all.
"""

import re
from collections.abc import Iterator, Sequence

_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_PLACE = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_PARENT = re.compile(rb"/Parent \d+ 0 R")


def join_pages(files: Sequence[bytes]) -> bytes:
    """Return files of one page each as one file, in order; raises ValueError for what cannot be read."""
    if len(files) == 1:
        return files[0]
    objects: list[bytes] = []
    pages: list[int] = []
    for file in files:
        found = dict(_list_objects(file))
        kept = [number for number, body in found.items() if not _is_frame(body)]
        numbers = {number: len(objects) + at + 3 for at, number in enumerate(kept)}
        for number in kept:
            if _PAGE.search(_head(found[number])):
                pages.append(numbers[number])
            objects.append(_renumber(found[number], numbers))
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    frame = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
    ]
    return _write([*frame, *objects])


def _list_objects(file: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each object's number and what stands between its `obj` and `endobj`."""
    start = _START.search(file)
    if start is None or file[int(start[1]) : int(start[1]) + 4] != b"xref":
        raise ValueError("no table of places")
    table = int(start[1])
    places = [
        (int(found[1]), number)
        for number, found in enumerate(_PLACE.finditer(file, table))
        if found[3] == b"n"
    ]
    ends = [place for place, _number in sorted(places)[1:]] + [table]
    for (place, number), end in zip(sorted(places), ends, strict=True):
        _opening, sign, rest = file[place:end].partition(b" obj")
        body, closing, _between = rest.rpartition(b"endobj")
        if not sign or not closing:
            raise ValueError(f"object {number} cannot be read")
        yield number, body.strip(b"\r\n")


def _is_frame(body: bytes) -> bool:
    head = _head(body)
    return bool(_PAGES.search(head) or _CATALOG.search(head))


def _head(body: bytes) -> bytes:
    return body.partition(b"stream")[0]


def _renumber(body: bytes, numbers: dict[int, int]) -> bytes:
    """Return an object with its references by the new numbers; a page hangs below the one list."""
    head, sign, data = body.partition(b"stream")
    page = _PAGE.search(head)
    if page:
        head = _PARENT.sub(b"", head)
    head = _REFERENCE.sub(lambda found: b"%d 0 R" % numbers.get(int(found[1]), 0), head)
    if page:
        head = _PAGE.sub(b"/Type /Page /Parent 2 0 R", head, count=1)
    return head + sign + data


def _write(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n\r\n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
