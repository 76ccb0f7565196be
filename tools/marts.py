"""Write what Spark is told for each model of the marts, as it is kept: python -m tools.marts"""

from pathlib import Path

import sqlglot

from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.analytical.warehouse.rules.spark import SPARK, translate_model

KEPT = Path(__file__).parents[1] / "src/rapport/analytical/warehouse/tests/spark"


def draw_models() -> dict[str, str]:
    """Return the text for Spark by the file it is kept in."""
    return {f"{model.name}.sql": _lay_out(translate_model(model)) for model in list_models()}


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


if __name__ == "__main__":
    main()
