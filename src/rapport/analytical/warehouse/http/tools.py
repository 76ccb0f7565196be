"""How tools of one's own read the marts: the addresses, a token, and an example in each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rapport.analytical.warehouse.operations.opening import list_open
from rapport.kernel.identity.api import actor_of

TABLE, QUERY = (
    "customer_spending",
    "select currency, sum(bought_minor) as minor from customer_spending group by all",
)
PYTHON = """import io, pandas, requests

head = {{"Authorization": "Bearer TOKEN"}}
spent = pandas.read_parquet(io.BytesIO(requests.get("{table}", headers=head).content))
sums = pandas.read_csv(io.StringIO(requests.get("{query}", params={{"sql": "{sql}"}}, headers=head).text))"""
POWER = """let Source = Csv.Document(Web.Contents("{query}",
      [Headers = [Authorization = "Bearer TOKEN"], Query = [sql = "{sql}"]]), [Encoding = 65001]),
    Named = Table.PromoteHeaders(Source)
in Named"""
SHELL = """curl -H 'Authorization: Bearer TOKEN' -C - -o {name}.parquet {table}
curl -H 'Authorization: Bearer TOKEN' -G {query} --data-urlencode 'sql={sql}'"""


@require_GET
def show_tools(request: HttpRequest) -> HttpResponse:
    """The addresses of all tables, and how Python, Excel, Power BI and a shell read them."""
    base = request.build_absolute_uri("/api/v1/marts")
    names = list_open(actor_of(request))
    words = {"table": f"{base}/tables/{TABLE}", "query": f"{base}/query", "sql": QUERY, "name": TABLE}
    context = {
        "title": _("Marts for your own tools"),
        "lead": _("Every table as a file, and SQL over all of them, for whatever your analysts work with."),
        "query": words["query"],
        "tables": [{"name": name, "address": f"{base}/tables/{name}"} for name in names],
        "examples": [
            {"title": _("Python"), "text": PYTHON.format(**words)},
            {"title": _("Excel and Power BI (Power Query, advanced editor)"), "text": POWER.format(**words)},
            {"title": _("Shell"), "text": SHELL.format(**words)},
        ],
    }
    return render(request, "warehouse/tools.html", context)
