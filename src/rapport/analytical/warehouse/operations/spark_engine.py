"""Marts made by a Spark cluster: it makes every model from all facts, a file publishes them.

The tables lie as Parquet beside the lake, one folder a build; the file holds views over them, so publication,
tests and who is to be told are the same as without a cluster.
"""

import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow.fs import FileSystem

from rapport.analytical.warehouse.contracts import FactSource, Model
from rapport.analytical.warehouse.operations.duckdb_engine import TOLD, DuckEngine
from rapport.analytical.warehouse.rules.changes import CHANGED
from rapport.analytical.warehouse.rules.spark import name_of_fact, translate_model, translate_type
from rapport.bigdata.lake.api.tables import is_remote, lake_files, path_of
from rapport.kernel.ids import new_id

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

URL = "RAPPORT_SPARK_URL"
REMOTE_FILES = "rapport_lake"
"""What Spark calls the lake's files where they lie on object storage."""


class SparkEngine(DuckEngine):
    """A business's marts made on a cluster, published in a file like any other."""

    whole = True

    def __init__(self, file: Path, models: Sequence[Model], lake: str, *, master: str) -> None:
        super().__init__(file, models, f"{lake} by spark")
        self.master = master
        self.place = file.with_suffix(".tables")
        self.folder = self.place

    def build(self, models: Sequence[Model], sources: Sequence[FactSource]) -> None:
        """Make the models on the cluster, then, in a transaction of the file, show them for the old."""
        self.folder = self.place / str(new_id())
        session = connect(self.master).newSession()
        for source in sources:
            _show_fact(session, source)
        for model in models:
            made = session.sql(translate_model(model))
            if model.stands:
                folder = f"{self.folder}/{model.name}"
                made.write.parquet(folder)
                made = session.read.parquet(folder)
            made.createOrReplaceTempView(model.name)
        self._run("begin transaction")
        for model in models:
            self._show(model)
        self.built = [model for model in models if model.stands]

    def commit(self, sources: Sequence[FactSource], *, behind: Collection[str] = ()) -> None:
        """Publish what was built; folders of tables that nothing shows any more are deleted."""
        super().commit(sources, behind=behind)
        self._sweep()

    def rollback(self) -> None:
        """Take back what was built: the tables shown before are shown again."""
        super().rollback()
        self._sweep()

    def _show(self, model: Model) -> None:
        name = model.name
        if not model.stands:
            self._run(f"create or replace view {name} as {model.sql}")
            return
        known = self._has(name)
        if known:
            self._run(f"create temp table before_{name} as select * from {name}")
        columns = ", ".join(f"cast({one.name} as {one.type}) as {one.name}" for one in model.columns)
        files = f"{self.folder}/{name}/*.parquet"
        self._run(f"create or replace view {name} as select {columns} from read_parquet('{files}')")
        self._run(f"create temp view {CHANGED}{name} as select * from {name}")
        if model.by == TOLD:
            other = (
                f"(select * from {name} except select * from before_{name}) union all"
                f" (select * from before_{name} except select * from {name})"
            )
            source = f"({other})" if known else name
            self._run(f"insert or ignore into _untold select distinct {TOLD} from {source} as other")
        if known:
            self._run(f"drop table before_{name}")

    def _sweep(self) -> None:
        shown = " ".join(
            str(row[0]) for row in self.rows("select sql from duckdb_views() where not internal")
        )
        for folder in self.place.glob("*"):
            if folder.name not in shown:
                shutil.rmtree(folder, ignore_errors=True)


@cache
def connect(master: str) -> "SparkSession":
    """Return the session with a cluster (`spark://host:7077`, or `local[2]` on this machine).

    Raises ImportError without pyspark, which is an extra: `pip install rapport[spark]`.
    """
    builder = import_module("pyspark.sql").SparkSession.builder
    settings: Mapping[str, Any] = {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
        "spark.sql.shuffle.partitions": os.environ.get("RAPPORT_SPARK_PARTITIONS", "8"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    session: SparkSession = builder.master(master).appName("rapport").config(map=settings).getOrCreate()
    return session


def _show_fact(session: "SparkSession", source: FactSource) -> None:
    """Show a fact's rows under its name with the columns of today; what older files lack is null."""
    shape = ", ".join(f"`{name}` {translate_type(kind)}" for name, kind in source.columns.items())
    if source.files and is_remote():
        rows = _read_remote(session, source.files, shape)
    elif source.files:
        table = source.files[0].split("/month=")[0]
        rows = session.read.schema(shape).option("basePath", table).parquet(*source.files)
    else:
        rows = session.createDataFrame([], shape)
    rows.where(f"arrival <= {source.upto}").createOrReplaceTempView(name_of_fact(source.fact))


def _read_remote(session: "SparkSession", files: Sequence[str], shape: str) -> "DataFrame":
    """Have the workers read files on object storage, each some of them; they need Python and pyarrow.

    Spark's own reader of S3 is a set of jars that pyspark does not bring; Arrow reads the same files.
    """
    session.dataSource.register(_source_in(lake_files()))
    listed = json.dumps([path_of(file) for file in files])
    return session.read.format(REMOTE_FILES).schema(shape).option("files", listed).load()


def _source_in(storage: FileSystem) -> type:
    """Return a source of Spark's for files of a storage, a part for each; it travels to the workers whole."""
    spark = import_module("pyspark.sql.datasource")

    def remember(reader: Any, schema: Any, files: str) -> None:
        reader.schema, reader.files = schema, json.loads(files)

    def list_parts(reader: Any) -> list[Any]:
        return [spark.InputPartition(file) for file in reader.files]

    def read(reader: Any, part: Any) -> Iterator[pa.RecordBatch]:
        arrow, dataset = import_module("pyarrow"), import_module("pyarrow.dataset")
        columns = import_module("pyspark.sql.pandas.types").to_arrow_schema(reader.schema, timezone="UTC")
        month = dataset.partitioning(arrow.schema([("month", arrow.string())]), flavor="hive")
        found = dataset.dataset(
            [part.value], columns, format="parquet", filesystem=storage, partitioning=month
        )
        yield from found.to_batches()

    parts = {"__init__": remember, "partitions": list_parts, "read": read}
    reader = type("LakeReader", (spark.DataSourceReader,), parts)
    names = {
        "name": classmethod(lambda _: REMOTE_FILES),
        "reader": lambda source, schema: reader(schema, source.options["files"]),
    }
    return type("LakeFiles", (spark.DataSource,), names)
