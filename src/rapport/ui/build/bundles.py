"""One style sheet and one script for every page, minified: each file asked for costs its headers and a worse
compression. The sources stay files of their own; nothing but Python packages is needed to put them together.
"""

import re
from pathlib import Path

from lightningcss import process_stylesheet
from minify import string as minify

from rapport.ui.build import BUILT
from rapport.ui.rules.icons import draw_often

SHEETS = ("tokens", "base", "shell", "parts", "palette", "forms", "list", "faces", "filter", "pages")
SCRIPTS = (
    *(
        "requests",
        "shell",
        "looks",
        "palette",
        "toasts",
        "help",
        "dialogs",
        "lists",
        "columns",
        "carry",
        "editing",
    ),
    *("keeping", "neighbours", "parts", "mentions", "live", "charts", "install"),
)
_IMPORT = re.compile(r'^import (?P<names>\{[^}]*\}) from "\./(?P<module>\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function) (?P<name>\w+))", re.MULTILINE)


def build_bundles(folder: Path = BUILT) -> None:
    """Write both files; they change only where a source did."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "app.css", bundle_sheets(folder.parent / "css"))
    _write(folder / "app.js", bundle_scripts(folder.parent / "js"))
    _write(folder / "early.js", _shorten((folder.parent / "js" / "early.js").read_text("utf-8")))


def bundle_sheets(folder: Path) -> str:
    """Return the sheets of every page as one, with the icons they draw most."""
    whole = [(folder / f"{name}.css").read_text("utf-8") for name in SHEETS]
    return str(process_stylesheet("".join([*whole, draw_often()]), filename="app.css", minify=True))


def bundle_scripts(folder: Path) -> str:
    """Return the scripts of every page as one module, each with what it imports before it.

    A module of ours imports names of its neighbours and exports what it declares: it becomes a function that
    runs once and hands those names on.
    """
    ready: dict[str, str] = {}
    for name in SCRIPTS:
        _gather(name, folder, ready)
    return _shorten("".join(ready.values()))


def _shorten(script: str) -> str:
    """Return a script without what only people read: spaces, comments, long names within functions."""
    return str(minify("text/javascript", script))


def _gather(name: str, folder: Path, ready: dict[str, str]) -> None:
    """Put a module behind what it imports, in the order in which browsers run modules."""
    source = (folder / f"{name}.js").read_text("utf-8")
    for one in _IMPORT.finditer(source):
        if one["module"] not in ready:
            _gather(one["module"], folder, ready)
    ready[name] = _wrap(name, source)


def _wrap(name: str, source: str) -> str:
    exports = ", ".join(one["name"] for one in _EXPORT.finditer(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const \g<names> = $\g<module>;\n", source))
    return f"const ${name} = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();\n"


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
