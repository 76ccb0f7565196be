"""The Parquet door: files read in parts, measured by their own contents list before they are unpacked."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from rapport.kernel.doors.arrow import check_types
from rapport.kernel.doors.refusal import Refused


def read_parquet(
    file: BinaryIO, *, most_rows: int, most_bytes: int, at_once: int
) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a Parquet file, at most `at_once` together.

    A file that says it unpacks to more than `most_bytes` or `most_rows` is refused whole, and so are types
    whose values may stand for more than their bytes, and what is no such file.
    """
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    try:
        found = parquet.ParquetFile(file)
        check_types(arrow, found.schema_arrow)
        sizes = [found.metadata.row_group(at).total_byte_size for at in range(found.num_row_groups)]
        if found.metadata.num_rows > most_rows or sum(sizes) > most_bytes:
            raise Refused("The Parquet file unpacks to more than is allowed.", code="body_large")
        for batch in found.iter_batches(batch_size=at_once):
            yield batch.to_pylist()
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise Refused(
            "This is no Parquet file: %(reason)s",
            code="parquet_broken",
            values={"reason": str(error)[:200]},
        ) from None
