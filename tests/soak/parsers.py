"""What is fed with broken input, and where good input to break is found."""

import lzma
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from rapport.customers.intake.formats.files import detect_layout, open_table
from rapport.kernel.doors.api import check_zip, open_plain, parse_xml
from rapport.kernel.errors import RapportError
from rapport.kernel.filters.rules.compact import read_compact, write_compact
from rapport.kernel.filters.rules.forms import read_json, write_json
from rapport.site.bench.published import data_folder

if not settings.configured:  # refusals are sentences in somebody's language
    settings.configure(USE_I18N=False)

DATA = data_folder()
LARGEST_SEED = 20_000
_place = Path(tempfile.mkdtemp(prefix="rapport-soak-")) / "input"

Parser = Callable[[bytes], None]


def _read_table(data: bytes) -> None:
    _place.write_bytes(data)
    table = open_table(_place, detect_layout(_place))
    columns = table.columns
    for number, row in enumerate(table.rows(), 1):
        assert row.number >= number or row.number > 0
        if number > 2_000:
            break
    assert len(columns) == len(set(columns)), "two columns of one name"


def _read_archive(data: bytes) -> None:
    _place.write_bytes(data)
    with open_plain(_place) as plain:
        while plain.read(65_536):
            pass
    check_zip(_place)


def _read_xml(data: bytes) -> None:
    parse_xml(data)


def _read_filter(data: bytes) -> None:
    """Read both forms; what could be read is written and read again to the same."""
    text = data.decode("utf-8", "replace")
    if text.lstrip()[:1] in ("{", "["):
        found = read_json(text)
        assert read_json(write_json(found)) == found
    else:
        found = read_compact(text)
        assert read_compact(write_compact(found)) == found


PARSERS: dict[str, Parser] = {
    "filter": _read_filter,
    "csv": _read_table,
    "vcard": _read_table,
    "json": _read_table,
    "excel": _read_table,
    "xml": _read_xml,
    "archive": _read_archive,
}
SEEDS: dict[str, tuple[bytes, ...]] = {
    "filter": (
        b'{"version":1,"where":{"and":[{"field":"name","op":"contains","value":"Ada"},{"not":{"or":[]}}]}}',
        b"name:contains:Ada;or(city:is:London;not(tag:any:a,b))",
    ),
    "csv": (b'id;name;email\n1;"A;b";a@b.c\n', "编号,姓名\n1,王伟\n".encode("gb18030"), b'a\tb\r\n1\t"x\n'),
    "vcard": (b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nTEL;TYPE=CELL:+44 20\nEND:VCARD\n",),
    "json": (b'{"name":"Ada","tags":[{"a":1}]}\n{"name":null}\n', b'[{"a":"b"},{"a":2}]'),
    "excel": (b"PK\x03\x04",),
    "xml": (b"<a xmlns='u'><b c='d'>e&amp;f</b><!--x--></a>", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"),
    "archive": (b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00"),
}
FOLDERS = {
    "csv": ("csv/**/*.csv", "tickets/*.csv"),
    "vcard": ("contacts/**/*.vcf",),
    "json": ("webhooks/**/*.json", "churn/*.json"),
    "xml": ("xml_attacks/**/*.xml", "soap/**/*.xml"),
    "archive": ("**/*.zip", "**/*.gz"),
}


def seeds_of(name: str) -> Iterator[bytes]:
    """Yield good input of a parser: our own, and files of the data folder where there is one."""
    yield from SEEDS[name]
    for pattern in FOLDERS.get(name, ()):
        for path in sorted(DATA.glob(pattern)) if DATA.exists() else []:
            if path.is_file() and path.stat().st_size <= LARGEST_SEED:
                yield path.read_bytes()
    if name == "archive":
        yield lzma.compress(b"id,name\n1,Ada\n")


def feed(name: str, data: bytes) -> None:
    """Give a parser one input; an expected refusal is an answer, everything else a fault."""
    try:
        PARSERS[name](data)
    except RapportError:
        return
