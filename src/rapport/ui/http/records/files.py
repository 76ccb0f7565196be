"""Lists as files: what the menu and the bar offer where the house gives this list out."""

from typing import Any

from django.utils.translation import gettext as _

from rapport.kernel.identity.api import Actor
from rapport.ui.contracts.listing import Action, Ask, BulkAction, Choice
from rapport.ui.contracts.records import RecordList
from rapport.ui.queries import find_url

WHOLE, SELECTED = "export", "export-chosen"


def offer_files(records: RecordList[Any], actor: Actor) -> list[Action]:
    """The menu's entries: the list as a file of each form, narrowed as it stands."""
    if not actor.may("export", records.kind):
        return []
    return [
        Action(_("Export as %(form)s") % {"form": form}, href, icon="download", narrowed=True)
        for ending, form in records.files
        if (href := find_url(WHOLE, records.name, ending))
    ]


def offer_selected(records: RecordList[Any], actor: Actor) -> list[BulkAction]:
    """The same for the rows selected, or for all that match."""
    href = find_url(SELECTED, records.name)
    if not records.files or not href or not actor.may("export", records.kind):
        return []
    ask = Ask("form", _("Format"), lambda: [Choice(ending, form) for ending, form in records.files])
    return [BulkAction(_("Export"), href, icon="download", download=True, whole=True, ask=ask)]
