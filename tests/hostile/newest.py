"""Hostile texts in what the newer pages show: pairs, ties, work on many, views, files, drafts, settings."""

from collections.abc import Callable
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from rapport.customers.intake.api import take_path
from rapport.customers.intake.api.landing import run_import
from rapport.customers.likeness.models import LikelyPair, LikenessSearch
from rapport.customers.party.models import Party
from rapport.kernel.bulk.api import start_run
from rapport.kernel.identity import api as identity
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.views.api import create_view
from rapport.operational.shops.operations import connect_shop
from tests.house import ApiCaller, Shop

Take = Callable[[int], str]
"""Gives the next hostile text, so long at most."""


def plant_newest(api: ApiCaller, shop: Shop, take: Take, customers: list[str], folder: Path) -> list[str]:
    """Write hostile texts wherever the newer pages show any; return the pages."""
    return [
        *_about(api, take, *customers[:2]),
        *_likely(shop, *sorted(customers[:2])),
        *_lists(shop, take),
        *_imports(shop, take, folder),
        *_settings(api, shop, take),
    ]


def _about(api: ApiCaller, take: Take, one: str, other: str) -> list[str]:
    path = f"/customers/{one}"
    tie = {"to_id": other, "kind": "partner_of", "title": take(120)}
    assert api.post(f"{path}/relations", tie).status_code < 300
    for code in ("size", "shape"):
        field = {"kind": "customer", "code": code, "label": take(120), "type": "text", "help": take(300)}
        assert api.post("/fields", field).status_code == 201
    kept = SimpleUploadedFile(
        take(60).replace("/", "_"), b"<script>window.hostileran=1</script>", "text/html"
    )
    headers = {"Authorization": f"Bearer {api.secret}"}
    answer = api.client.post(f"/api/v1{path}/files", {"upload": kept}, headers=headers)
    assert answer.status_code == 201, answer.content
    return [path, f"{path}/history", f"{path}/merge?with={other}"]


def _likely(shop: Shop, low: str, high: str) -> list[str]:
    with as_tenant(shop.tenant_id):
        search = LikenessSearch.objects.create(
            at=timezone.now(), customers=2, pairs=1, learnt=False, expectations=[]
        )
        pair = LikelyPair.objects.create(
            low_id=low, high_id=high, probability=0.97, agreements={}, search=search
        )
    return ["/duplicates", f"/duplicates/{pair.id}"]


def _lists(shop: Shop, take: Take) -> list[str]:
    view = create_view("customer", take(80), "stage=prospect", shared="all", actor=shop.actor)
    with as_tenant(shop.tenant_id):
        run = start_run("customer", "tag", Party.objects.all(), {"tag": take(60)}, actor=shop.actor)
    return [f"/customers?view={view.id}", f"/lists/runs/{run.id}"]


def _imports(shop: Shop, take: Take, folder: Path) -> list[str]:
    pages = []
    for run_it in (False, True):
        path = folder / take(60).replace("/", "_")
        path.write_text(
            f"name,email,{take(40).replace(',', ';')}\n" + f"{take(100).replace(',', ';')},no mail,x\n" * 3
        )
        draft = take_path(path, "customers", actor=shop.actor)
        if run_it:
            run_import(draft.id, actor=shop.actor)
        pages.append(f"/imports/{draft.id}")
    return ["/imports", *pages]


def _settings(api: ApiCaller, shop: Shop, take: Take) -> list[str]:
    role = identity.create_role(take(60), actor=shop.actor)
    team = identity.create_team(take(60), actor=shop.actor)
    person = identity.create_person(f"x@{shop.slug}.example", take(120))
    member = identity.add_member(shop.tenant_id, person, ["admin"], title=take(60))
    with as_tenant(shop.tenant_id):
        identity.create_token(take(60), "admin")
    connection = connect_shop("woocommerce", take(100), secret="correct horse", actor=shop.actor)
    assert api.post("/categories", {"name": take(100), "code": "tea"}).status_code == 201
    return [
        *("/settings/roles", f"/settings/roles/{role.id}", f"/settings/teams/{team.id}", "/settings/teams"),
        *("/settings/people", f"/settings/people/{member.id}", "/settings/tokens", "/settings/shops"),
        *(f"/settings/shops/{connection.id}", "/settings/units", "/products/categories", "/background"),
    ]
