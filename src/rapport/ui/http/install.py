"""What makes the product installable: the manifest, the worker, the offline page.

The worker keeps style sheets, scripts and the offline page; pages and data it never keeps.
"""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from rapport.ui.rules.icons import APP_SIZES

SHEET = "ui/built/app.css"


@require_GET
def show_manifest(request: HttpRequest) -> JsonResponse:
    """What the product is called as an app, how it opens, and its shortcuts."""
    icons = [
        {"src": static(f"ui/built/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in APP_SIZES
    ]
    shortcuts = [(_("Customers"), "/customers"), (_("Tasks"), "/tasks"), (_("Search"), "/search")]
    manifest = {
        **{"id": "/", "name": "Rapport", "short_name": "Rapport", "lang": get_language()},
        **{"description": _("One true, live view of each customer."), "start_url": "/", "scope": "/"},
        **{"display": "standalone", "theme_color": "#4355c4", "background_color": "#fcfcfd"},
        "icons": [*icons, {"src": static("ui/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        "shortcuts": [{"name": name, "url": url} for name, url in shortcuts],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@require_GET
@cache_control(no_cache=True)
def show_worker(request: HttpRequest) -> HttpResponse:
    """The worker's script, at the root so that it serves every page; it is told what to keep."""
    kept = [reverse("offline"), static(SHEET)]
    told = json.dumps({"offline": kept[0], "kept": kept, "files": settings.STATIC_URL})
    script = Path(str(finders.find("ui/js/worker.js"))).read_text("utf-8")
    return HttpResponse(f"const TOLD = {told};\n{script}", content_type="text/javascript; charset=utf-8")


@require_GET
def show_offline(request: HttpRequest) -> HttpResponse:
    """What is shown while there is no connection: nothing of the business's data."""
    return render(request, "ui/offline.html", {"title": _("No connection"), "sheet": static(SHEET)})
