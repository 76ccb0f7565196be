"""Babel's ways into our sources: Python with the texts of its refusals, templates, headers of marts."""

import ast
import io
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

from rapport.analytical.warehouse.rules.headers import words_of

SOURCE = Path(__file__).parent.parent / "src" / "rapport"
ROOT = "RapportError"


def django_template(
    file: IO[bytes], keywords: Any, comment_tags: Collection[str], options: Any
) -> Iterator[Any]:
    """Yield the messages of one template."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    text = templatize(file.read().decode("utf-8"))
    flat = "\n".join(line.strip() for line in text.split("\n"))  # a template's indentation is not Python's
    yield from extract_python(io.BytesIO(flat.encode("utf-8")), keywords, comment_tags, {"encoding": "utf-8"})


def python_source(
    file: IO[bytes], keywords: Any, comment_tags: Collection[str], options: Any
) -> Iterator[Any]:
    """Yield the marked texts of a Python file, and those its refusals say."""
    content = file.read()
    yield from extract_python(io.BytesIO(content), keywords, comment_tags, {"encoding": "utf-8"})
    for refusal in refusals_in(ast.parse(content)):
        for text in (*refusal.args[:1], *_reasons(refusal)):
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value:
                yield text.lineno, "gettext_noop", text.value, []


def mart_header(file: IO[bytes], keywords: Any, comment_tags: Collection[str], options: Any) -> Iterator[Any]:
    """Yield what the header of a model or a test of the marts says in words."""
    for text in words_of(file.read().decode("utf-8")):
        yield 1, "gettext_noop", text, []


def refusals_in(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield each making of a refusal in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in refusals():
            yield node


def glued_texts(tree: ast.AST) -> list[int]:
    """Return the lines where a refusal's text is put together, which no catalogue can hold."""
    return [
        text.lineno
        for refusal in refusals_in(tree)
        for text in (*refusal.args[:1], *_reasons(refusal))
        if isinstance(text, ast.JoinedStr | ast.BinOp) and not _translated(text)
    ]


@lru_cache(maxsize=1)
def refusals() -> frozenset[str]:
    """Return the names of all classes of refusals."""
    bases: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        content = path.read_text("utf-8")
        if "class " not in content:
            continue
        for node in ast.walk(ast.parse(content)):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {base.id for base in node.bases if isinstance(base, ast.Name)}
    found = {ROOT}
    while more := {name for name, parents in bases.items() if parents & found} - found:
        found |= more
    return frozenset(found)


def _reasons(refusal: ast.Call) -> Iterator[ast.expr]:
    for keyword in refusal.keywords:
        if keyword.arg != "fields":
            continue
        if isinstance(keyword.value, ast.Dict):
            yield from keyword.value.values
        elif isinstance(keyword.value, ast.Call):  # dict.fromkeys(names, reason)
            yield from keyword.value.args[1:2]


def _translated(text: ast.expr) -> bool:
    """Tell whether the text is a translated one with its places filled: `_("…") % values`."""
    return isinstance(text, ast.BinOp) and isinstance(text.left, ast.Call)
