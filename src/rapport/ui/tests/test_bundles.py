"""The one style sheet and the one script: nothing left out, what is nested stays nested."""

import re
from pathlib import Path

from rapport.ui.build.bundles import SCRIPTS, SHEETS, bundle_scripts, bundle_sheets

STATIC = Path(__file__).parents[1] / "static" / "ui"
APART = {"worker", "early"}
"""Scripts that are no part of the whole: the worker runs beside pages, the early one before the others."""


def test_every_script_runs_once_and_after_what_it_imports(tmp_path: Path) -> None:
    whole = bundle_scripts(STATIC / "js")
    names = {path.stem for path in (STATIC / "js").glob("*.js")} - APART
    at = {name: whole.index(f"${name}=(") for name in names}
    assert all(whole.count(f"${name}=(") == 1 for name in names)
    assert at["rank"] < at["palette"]
    assert at["undo"] < at["toasts"] < at["palette"]
    assert "import " not in whole
    assert "export " not in whole


def test_names_a_module_exports_reach_whoever_imports_them(tmp_path: Path) -> None:
    for name in SCRIPTS:
        (tmp_path / f"{name}.js").write_text("")
    (tmp_path / "shell.js").write_text('import { one, two } from "./deep.js";\none(two);\n')
    (tmp_path / "deep.js").write_text("export const two = 2;\nexport function one(x) { return x; }\n")
    whole = bundle_scripts(tmp_path)
    assert re.search(r"return\{two:\w,one:\w\}", whole)
    assert re.search(r"const\{one:(\w),two:(\w)\}=\$deep;return \1\(\2\)|=\$deep;\1\(\2\)", whole)
    assert whole.index("$deep=(") < whole.index("$shell=(")


def test_every_sheet_is_in_and_stays_as_it_was_meant() -> None:
    assert {path.stem for path in (STATIC / "css").glob("*.css")} == set(SHEETS)
    whole = bundle_sheets(STATIC / "css")
    assert ":root[data-theme=light] :is(.when-system" in whole, "a descendant is not the element itself"
    assert ".i-users{& path{d:path(" in whole
