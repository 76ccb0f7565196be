"""The benchmarks there are: one file each in `benchmarks/`, found by its name."""

import ast
import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import rapport
from rapport.kernel.errors import Missing
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place

Run = Callable[[Place], list[Figure]]


@dataclass(frozen=True, slots=True)
class Bench:
    """A benchmark before it is loaded."""

    name: str
    file: Path
    help: str

    def load(self) -> Run:
        """Import the file and return its `run(place)`."""
        for folder in (self.file.parent, self.file.parents[1]):
            if str(folder) not in sys.path:  # its generator lies beside it, the tools in the source tree
                sys.path.append(str(folder))
        spec = importlib.util.spec_from_file_location(f"benchmarks.{self.file.stem}", self.file)
        if spec is None or spec.loader is None:
            raise Missing(f"The benchmark {self.name} cannot be read.")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        run: Run = module.run
        return run


def benchmarks_folder() -> Path:
    """Return the folder of the benchmarks in the source tree."""
    return Path(rapport.__file__).resolve().parents[2] / "benchmarks"


def list_benches(folder: Path | None = None) -> dict[str, Bench]:
    """Return every benchmark by name: the files that define `run`."""
    benches = {}
    for file in sorted((folder or benchmarks_folder()).glob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in tree.body):
            name = file.stem.rstrip("_").replace("_", "-")
            benches[name] = Bench(name, file, (ast.get_docstring(tree) or "").partition("\n")[0])
    return benches


def get_bench(name: str) -> Bench:
    """Return a benchmark; raises `Missing` with the names there are."""
    benches = list_benches()
    if name not in benches:
        known = ", ".join(benches) or "none: they live in the source tree"
        raise Missing(f"There is no benchmark “{name}”. There are: {known}.")
    return benches[name]
