"""Write what is made at build time: the bundle that makes charts live, the icon in pixels.

    python -m rapport.ui.build

The bundle (Vega, Vega-Lite, Vega-Embed) comes from the vl-convert package and is written again only when
that package changes. Its options keep the strict policy: expressions are interpreted, never evaluated, and no
style is injected.
"""

from importlib.metadata import version
from pathlib import Path

import vl_convert

from rapport.ui.rules.icons import APP_SIZES

BUILT = Path(__file__).parent / "static" / "ui" / "built"
SNIPPET = (
    "window.drawChart = (el, spec, opts) => vegaEmbed(el, spec, {ast: true, actions: false, renderer: 'svg', "
    "defaultStyle: false, tooltip: {disableDefaultStyle: true}, ...opts});"
)


def build_charts(folder: Path = BUILT) -> bool:
    """Write the bundle unless it is there already; tell whether it was written."""
    made_by = f"vl-convert-python {version('vl-convert-python')}\n{SNIPPET}"
    stamp, bundle = folder / "charts.stamp", folder / "charts.js"
    if bundle.exists() and stamp.exists() and stamp.read_text() == made_by:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / "charts.new"
    fresh.write_text(vl_convert.javascript_bundle(snippet=SNIPPET))
    fresh.replace(bundle)
    stamp.write_text(made_by)
    return True


def build_icons(folder: Path = BUILT) -> None:
    """Draw our own icon in the sizes apps are installed with; the svg is 32 units wide."""
    folder.mkdir(parents=True, exist_ok=True)
    drawing = (folder.parent / "icon.svg").read_text("utf-8")
    for size in APP_SIZES:
        (folder / f"icon-{size}.png").write_bytes(vl_convert.svg_to_png(drawing, scale=size / 32))


if __name__ == "__main__":
    build_charts()
    build_icons()
