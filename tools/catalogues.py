"""The rooms' translations without GNU gettext: compile them, collect a room's texts, check what is missing.

python -m tools.catalogues compile
python -m tools.catalogues collect customers.party
python -m tools.catalogues check

Scripts hold no texts of their own: they read them from attributes of the page.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent / "src" / "rapport"
LANGUAGE = "zh_Hans"
HEADER = "# Simplified Chinese of this room. New texts: make words"
METHODS = [("marts/**.sql", "tools.extract.mart_header"), ("**/marts/**.sql", "tools.extract.mart_header")]
METHODS += [("**/tests/**", "ignore"), ("**/static/**", "ignore"), ("**.py", "tools.extract.python_source")]
METHODS += [("**.html", "tools.extract.django_template"), ("**.txt", "tools.extract.django_template")]
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "say": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def compile_all() -> int:
    """Write every catalogue's compiled form where it is missing or older; return how many."""
    written = 0
    for source in SOURCE.rglob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        fresh = target.with_suffix(".new")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)
        written += 1
    return written


def rooms() -> list[Path]:
    """Return every room's folder: what is an app or keeps a catalogue."""
    found = {path.parent for path in SOURCE.rglob("apps.py")}
    return sorted(found | {path.parent for path in SOURCE.rglob("locale") if path.is_dir()})


def texts_of(folder: Path) -> Catalog:
    """Return every text of a room's code and templates, without the rooms inside it."""
    template = Catalog(project="Rapport", charset="utf-8")
    inner = [room for room in rooms() if room != folder and room.is_relative_to(folder)]
    for name, _line, message, comments, context in extract_from_dir(
        folder, method_map=METHODS, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        if not any((folder / name).is_relative_to(other) for other in inner):
            template.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return template


def catalogue_of(folder: Path) -> Catalog:
    """Return a room's catalogue as it stands, or an empty one."""
    path = folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale=LANGUAGE, project="Rapport", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def gaps_of(folder: Path) -> list[str]:
    """Return the texts of a room that have no translation, or one whose places to fill differ."""
    catalogue, gaps = catalogue_of(folder), []
    for text in texts_of(folder):
        if not text.id:
            continue
        known = catalogue.get(text.id, text.context)
        words = known.string if known else ""
        whole = all(words) if isinstance(words, list | tuple) else bool(words)
        if not whole or (known and (known.fuzzy or list(known.check()))):
            gaps.append(str(text.id if isinstance(text.id, str) else text.id[0]))
    return gaps


def find_clashes() -> list[str]:
    """Return what two rooms translate differently: Django keeps whichever comes first for all."""
    said: dict[tuple[str | None, str], set[str]] = {}
    for room in rooms():
        for text in catalogue_of(room):
            if text.id and text.string:
                name = text.id if isinstance(text.id, str) else text.id[0]
                said.setdefault((text.context, str(name)), set()).add(str(text.string))
    return sorted(f"{name!r}: {sorted(words)}" for (_, name), words in said.items() if len(words) > 1)


def collect(room: str) -> Path:
    """Bring a room's catalogue up to date with its texts; new ones are left empty to translate."""
    folder = SOURCE.joinpath(*room.split("."))
    catalogue = catalogue_of(folder)
    catalogue.update(texts_of(folder), no_fuzzy_matching=True)
    catalogue.header_comment = HEADER
    path = folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, catalogue, sort_output=True, ignore_obsolete=True, include_lineno=False, omit_header=False
        )
    return path


def check() -> int:
    """Print what is missing, room by room, and what rooms say differently; return how many texts."""
    missing = {room.relative_to(SOURCE).as_posix().replace("/", "."): gaps_of(room) for room in rooms()}
    for room, gaps in missing.items():
        for gap in gaps:
            print(f"{room}: {gap!r}")
    clashes = find_clashes()
    print(*clashes, sep="\n", end="\n" if clashes else "")
    return sum(map(len, missing.values())) + len(clashes)


def main(words: list[str]) -> int:
    """Run one of the three."""
    match words:
        case ["compile"]:
            compile_all()
        case ["collect", room]:
            print(collect(room))
        case ["check"]:
            return 1 if check() else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
