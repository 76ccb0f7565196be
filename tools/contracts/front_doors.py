"""A stranger enters a room only through its front doors."""

from typing import ClassVar

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output

from tools.contracts.house import Place, locate

DOORS = frozenset({"api", "contracts", "events"})
WIDE_DOORS = DOORS | {"http", "apps"}
"""What the floors that join rooms (site, desk) may use as well."""
JOINING = frozenset({"site", "desk"})
MIGRATION_DOORS = frozenset({"schema", "scope"})
"""A kernel room's migration operations and column defaults; open to models, migrations and other schemas."""


class FrontDoorContract(Contract):
    """Every import from room to room must name one of the imported room's doors."""

    type_name: ClassVar[str] = "front_doors"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every import between two rooms."""
        trespasses = sorted(
            (importer, imported)
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if is_trespass(importer, imported)
        )
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each trespass and the way round."""
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} reaches into {imported};", bold=False)
        output.print_error("use the room's api, contracts or events, or move the code to where it belongs.")


def is_trespass(importer: str, imported: str) -> bool:
    """Tell whether an import enters another room past its doors."""
    here, there = locate(importer), locate(imported)
    if here is None or there is None or here.room == there.room:
        return False
    if here.in_tests:  # a test may prepare what its room finds already there
        return False
    return bool(there.storey) and not _opens(here, there)


def _opens(here: Place, there: Place) -> bool:
    if there.storey in (WIDE_DOORS if here.floor in JOINING else DOORS):
        return True
    if here.floor == there.floor == "site":  # the wiring has no rooms
        return True
    return there.storey in MIGRATION_DOORS and here.storey in ("migrations", "models", "schema")
