"""The front door of the guarded doors; each function's own page says its limits."""

from rapport.kernel.doors.archives import (
    ArchiveLimits,
    Member,
    check_zip,
    extract_zip,
    open_plain,
    packing_of,
)
from rapport.kernel.doors.arrow import read_arrow
from rapport.kernel.doors.images import CleanImage, clean_image, fit_image
from rapport.kernel.doors.outbound import Answer, Outbound, OutboundLimits, resolve_public
from rapport.kernel.doors.packed import unpack_gzip
from rapport.kernel.doors.parquet import read_parquet
from rapport.kernel.doors.refusal import Refused
from rapport.kernel.doors.xml import XmlElement, XmlLimits, parse_xml, read_elements

__all__ = [
    "Answer",
    "ArchiveLimits",
    "CleanImage",
    "Member",
    "Outbound",
    "OutboundLimits",
    "Refused",
    "XmlElement",
    "XmlLimits",
    "check_zip",
    "clean_image",
    "extract_zip",
    "fit_image",
    "open_plain",
    "packing_of",
    "parse_xml",
    "read_arrow",
    "read_elements",
    "read_parquet",
    "resolve_public",
    "unpack_gzip",
]
