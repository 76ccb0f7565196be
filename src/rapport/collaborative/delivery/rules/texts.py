"""Pure decisions about words and files: what the database holds, which files are kept."""

from pathlib import PurePosixPath

LARGEST_FILE = 25_000_000
MOST_FILES = 50
PREVIEW = 200
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""What is shown of a message's files."""
_PROGRAMS = frozenset(
    {
        *(
            "ade",
            "adp",
            "apk",
            "app",
            "bat",
            "cab",
            "chm",
            "cmd",
            "com",
            "cpl",
            "dll",
            "dmg",
            "exe",
            "hta",
            "img",
        ),
        *(
            "ins",
            "iso",
            "isp",
            "jar",
            "js",
            "jse",
            "lib",
            "lnk",
            "mde",
            "msc",
            "msi",
            "msix",
            "msp",
            "mst",
            "nsh",
        ),
        *(
            "ps1",
            "reg",
            "scr",
            "sct",
            "shb",
            "sys",
            "vb",
            "vbe",
            "vbs",
            "vhd",
            "vxd",
            "wsc",
            "wsf",
            "wsh",
            "xll",
        ),
    }
)


def judge_file(name: str, size: int) -> str:
    """Return why a file's bytes are not kept (`empty`, `large`, `program`), or an empty text."""
    if size == 0:
        return "empty"
    if size > LARGEST_FILE:
        return "large"
    if PurePosixPath(name.strip(" .").lower()).suffix.lstrip(".") in _PROGRAMS:
        return "program"
    return ""


def preview_of(text: str, subject: str = "") -> str:
    """Return the beginning of a text in one line, or the subject where there is none."""
    return " ".join(text[: 4 * PREVIEW].split())[:PREVIEW] or subject[:PREVIEW]


def clean_text(text: str, most: int) -> str:
    """Return a text as the database can hold it, cut at so many characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")[:most]
