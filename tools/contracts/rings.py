"""No two rooms of a floor import each other, even round a corner."""

from grimp import ImportGraph
from importlinter import ContractCheck
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract

from tools.contracts.house import locate


class RingsContract(AcyclicSiblingsContract):
    """Rooms of a floor form no ring; a test may prepare what its room finds already there."""

    type_name = "rings"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at the product's own modules alone."""
        for module in sorted(graph.modules):
            place = locate(module)
            if place is not None and place.in_tests:
                graph.remove_module(module)
        return super().check(graph, verbose)
