"""Inside a room calls go down: http → handlers, jobs, plugs → api → operations → queries → models → rules."""

from typing import ClassVar

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output

from tools.contracts.house import locate


class StoreysContract(Contract):
    """No storey of a room imports a higher one of the same room."""

    type_name: ClassVar[str] = "storeys"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every import within a room."""
        climbs = sorted(
            (importer, imported)
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if is_climb(importer, imported)
        )
        return ContractCheck(kept=not climbs, metadata={"climbs": climbs})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each climb."""
        for importer, imported in check.metadata["climbs"]:
            output.print_error(f"{importer} climbs to {imported};", bold=False)
        output.print_error("lower storeys know nothing of higher ones: move the shared part down.")


def is_climb(importer: str, imported: str) -> bool:
    """Tell whether an import goes up inside one room."""
    here, there = locate(importer), locate(imported)
    if here is None or there is None or here.room != there.room or here.in_tests:
        return False
    return here.height is not None and there.height is not None and there.height > here.height
