"""The bundle that makes charts live: Vega, Vega-Lite and Vega-Embed, from the vl-convert package.

It is written again only when that package changes. Its options keep the strict policy: expressions are
interpreted, never evaluated, and no style is injected.
"""

from importlib.metadata import version
from pathlib import Path

import vl_convert

from rapport.ui.build import BUILT

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
