"""Write what models of the marts are made of, and what Spark is told of them: python -m tools.marts"""

from pathlib import Path

import msgspec
import sqlglot

from rapport.analytical.warehouse.queries.catalogue import LINEAGE, list_models
from rapport.analytical.warehouse.rules.lineage import trace
from rapport.analytical.warehouse.rules.spark import SPARK, translate_model

KEPT = Path(__file__).parents[1] / "src/rapport/analytical/warehouse/tests/spark"


def draw_models() -> dict[str, str]:
    """Return the text for Spark by the file it is kept in."""
    return {f"{model.name}.sql": _lay_out(translate_model(model)) for model in list_models()}


def draw_lineage() -> bytes:
    """Return the text of what each column of each model is made of."""
    models = list_models()
    traced = {model.name: trace(model, models) for model in sorted(models, key=lambda one: one.name)}
    return msgspec.json.format(msgspec.json.encode(traced), indent=1) + b"\n"


def _lay_out(query: str) -> str:
    return sqlglot.parse_one(query, read=SPARK).sql(SPARK, pretty=True) + "\n"


def main() -> None:
    """Write the files, and delete those of models that are gone."""
    drawn = draw_models()
    for path in KEPT.glob("*.sql"):
        if path.name not in drawn:
            path.unlink()
    for name, text in drawn.items():
        (KEPT / name).write_text(text, "utf-8")
    LINEAGE.write_bytes(draw_lineage())


if __name__ == "__main__":
    main()
