"""The fields a demo shop added to its customers."""

from uuid import UUID

from rapport.kernel.fields.api import Choice, define_field, list_kinds, write_values_bulk
from rapport.kernel.identity.api import Actor
from rapport.site.demo.records import Shop

KIND = "customer"


def fill_fields(shop: Shop, ids: dict[str, UUID], *, actor: Actor) -> None:
    """Define the shop's own fields and enter their values, where customers take fields."""
    if KIND not in list_kinds():
        return
    for position, field in enumerate(shop.fields):
        choices = [Choice(code, code.title()) for code in field.choices]
        define_field(
            KIND, field.key, field.label, field.type, actor=actor, choices=choices, position=position
        )
    rows = [(ids[party.ref], party.fields) for party in shop.people if party.fields]
    refused = write_values_bulk(KIND, rows, actor=actor)
    if refused:
        raise ValueError(f"{len(refused)} rows of fields were refused: {refused[0].fields}")
