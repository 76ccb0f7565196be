"""Settings: a page of all groups with search, and a page for each, made from their declarations alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from rapport.desk.administration.http.history import list_actor_names
from rapport.desk.administration.http.setting_form import SettingForm
from rapport.kernel.audit.api import list_origins
from rapport.kernel.errors import Missing, RapportError
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.settings import api as settings
from rapport.kernel.settings.api import SettingGroup, SettingLine
from rapport.ui.api import Crumb, TimelineEntry, Toast, go_to, list_places, put_errors

FEW = 10
INDEX = "/settings/"


@require_GET
def list_groups(request: HttpRequest) -> HttpResponse:
    """Every group the reader may see; with words, the settings and pages they find."""
    actor = actor_of(request)
    search = request.GET.get("q", "").strip()[:100]
    groups = [*settings.list_seen_groups(actor), *_list_others(request)]
    lines = settings.list_settings(actor, search=search) if search else []
    context = {
        "title": _("Settings"),
        "search": search,
        "groups": [] if search else groups,
        "found": [_found(line) for line in lines],
        "pages": [group for group in groups if search and _is_found(group, search)],
    }
    return render(request, "administration/settings.html", context)


def _list_others(request: HttpRequest) -> list[SettingGroup]:
    """Pages of administration that rooms bring to the side bar alone: they are looked for here too."""
    declared = {group.page for group in settings.list_seen_groups(actor_of(request))} | {INDEX}
    return [
        SettingGroup(
            key=one.item.name,
            label=one.item.label,
            help=one.item.about,
            icon=one.item.icon,
            page=one.href,
        )
        for one in list_places(request, "settings")
        if one.href not in declared
    ]


def show_group(request: HttpRequest, group: str) -> HttpResponse:
    """One group: its settings as a form, and what was changed lately, by whom."""
    actor = actor_of(request)
    found = settings.find_group(group)
    lines = settings.list_settings(actor, group=group) if found else []
    if found is None or not lines:
        raise Missing("There are no such settings.")
    form = SettingForm(lines, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                changed = settings.change_settings(form.changed_values(), actor=actor)
            except RapportError as error:
                if error.kind in ("missing", "forbidden"):
                    raise
                put_errors(form, error)
                status = 409 if error.kind == "conflict" else 422
            else:
                return go_to(request, request.path, Toast(_told(len(changed))))
    context = {
        "title": found.label,
        "lead": found.help,
        "crumbs": [Crumb(_("Settings"), INDEX), Crumb(str(found.label))],
        "form": form,
        "may_edit": any(line.may_edit for line in lines),
        "entries": _describe(actor, [line.setting.key for line in lines]),
    }
    return render(request, "administration/setting_group.html", context, status=status)


def _told(count: int) -> str:
    if not count:
        return _("Nothing was changed.")
    return ngettext("%(count)s setting is kept.", "%(count)s settings are kept.", count) % {"count": count}


def _is_found(group: SettingGroup, search: str) -> bool:
    text = f"{group.label} {group.help} {group.words}".casefold()
    return all(word in text for word in search.casefold().split())


def _found(line: SettingLine) -> dict[str, Any]:
    group = settings.find_group(line.setting.group)
    return {
        "label": line.setting.label,
        "group": group.label if group else "",
        "value": settings.write_value(line.setting, line.value),
        "href": f"{INDEX}of/{line.setting.group}#{SettingForm.id_of(line.setting)}",
    }


def _describe(actor: Actor, keys: list[str]) -> list[TimelineEntry]:
    if not actor.may("view", "audit"):
        return []
    changes = settings.list_setting_changes(actor, keys=keys, limit=FEW)
    names = list_actor_names({change.actor_id for change in changes if change.actor_id})
    origins = list_origins({change.request_id for change in changes if change.request_id})
    entries = []
    for change in changes:
        setting = settings.find_setting(change.key)
        if setting is None:
            continue
        before, after = (settings.write_value(setting, one) or "–" for one in (change.before, change.after))
        origin = origins.get(change.request_id) if change.request_id else None
        who = names.get(change.actor_id, "") if change.actor_id else _("Rapport itself")
        entries.append(
            TimelineEntry(
                change.at,
                str(setting.label),
                icon="pencil",
                text=f"{before} → {after}",
                who=" · ".join(part for part in (who, origin.address if origin else "") if part),
                id=f"change-{change.key}-{change.at:%s%f}",
            )
        )
    return entries
