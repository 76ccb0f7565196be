"""Static files as they are built: each module of ours has one address, whoever asks for it."""

import re
from pathlib import Path

from django.contrib.staticfiles.finders import find
from django.core.files.storage import FileSystemStorage

from rapport.site.serving.static import BuiltFiles

IMPORTED = re.compile(r"""from\s*["']\./([^"']+)["']""")


def test_modules_are_imported_by_the_address_pages_load_them_by(tmp_path: Path) -> None:
    """A module at two addresses runs twice: every listener of it would answer twice."""
    folder = Path(str(find("ui/js/palette.js"))).parent
    kept = FileSystemStorage(folder)
    built = BuiltFiles(location=tmp_path, base_url="/static/")
    names = {f"ui/js/{path.name}": (kept, path.name) for path in folder.glob("*.js")}
    for name, (source, own) in names.items():
        with source.open(own) as file:
            built.save(name, file)
    for _name, _hashed, failed in built.post_process({name: (built, name) for name in names}):
        assert failed is True
    asked = {
        other
        for name in names
        for other in IMPORTED.findall((tmp_path / built.stored_name(name)).read_text("utf-8"))
    }
    assert asked
    assert asked <= {Path(built.stored_name(name)).name for name in names}
