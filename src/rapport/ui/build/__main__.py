"""Write what pages need that is no source of ours."""

from rapport.ui.build.bundles import build_bundles
from rapport.ui.build.charts import build_charts
from rapport.ui.build.icons import build_icons

build_charts()
build_icons()
build_bundles()
