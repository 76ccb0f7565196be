"""The rooms' translations without GNU gettext: `compile` them all, or `collect` a room's texts into its own.

python -m tools.catalogues compile
python -m tools.catalogues collect customers.party
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent / "src" / "rapport"
LANGUAGE = "zh_Hans"
METHODS = [("**/tests/**", "ignore"), ("**.py", "python"), ("**.html", "tools.extract.django_template")]
METHODS += [("**.txt", "tools.extract.django_template"), ("**.js", "javascript")]
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
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


def collect(room: str) -> Path:
    """Bring a room's catalogue up to date with its texts; new ones are left empty to translate."""
    folder = SOURCE.joinpath(*room.split("."))
    template = Catalog(project="Rapport", charset="utf-8")
    inner = {path.parent for path in folder.rglob("locale") if path.parent != folder}
    for name, _line, message, comments, context in extract_from_dir(
        folder, method_map=METHODS, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        if not any((folder / name).is_relative_to(other) for other in inner):
            template.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    path = folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    catalogue = Catalog(locale=LANGUAGE, project="Rapport", charset="utf-8", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=LANGUAGE)
    catalogue.update(template, no_fuzzy_matching=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, catalogue, sort_output=True, ignore_obsolete=True, include_lineno=False, omit_header=False
        )
    return path


def main(words: list[str]) -> int:
    """Run one of the two."""
    match words:
        case ["compile"]:
            compile_all()
        case ["collect", room]:
            print(collect(room))
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
