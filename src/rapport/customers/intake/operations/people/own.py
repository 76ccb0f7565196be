"""The fields a business added to its customers: cells become values of their types, and land as rows."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl
from polars.datatypes import DataType

from rapport.customers.intake.contracts import OWN, ROW, ImportContext
from rapport.customers.intake.operations import bulk, values
from rapport.kernel.fields.api import FieldInfo

LONGEST_TEXT: Final = 1_000
REASONS: Final = {
    "text": "too_long_value",
    "integer": "not_whole",
    "date": "not_a_date",
    "timestamp": "not_a_date",
    "choice": "not_a_choice",
}
COLUMNS: Final[Mapping[str, tuple[str, DataType | type[DataType]]]] = {
    "text": ("words", pl.String),
    "integer": ("number", pl.Int64),
    "date": ("day", pl.Date),
    "timestamp": ("moment", pl.Datetime("us", "UTC")),
    "choice": ("choice_id", pl.String),
}
STAGED: Final = (
    (ROW, "bigint"),
    ("field_id", "uuid"),
    ("words", 'text collate "C"'),
    ("number", "bigint"),
    ("day", "date"),
    ("moment", "timestamptz"),
    ("choice_id", "uuid"),
)
# The last row that names a customer says what is so; a blank cell says nothing.
WRITE: Final = """
insert into field_value as v (tenant_id, id, field_id, record_id, words, number, day, moment, choice_id,
                              batch_id)
select %(tenant)s, (%(field_value_id)s || lpad(row_number() over ()::text, 12, '0'))::uuid, field_id, pid,
       words, number, day, moment, choice_id, %(batch)s
  from (select distinct on (m.pid, s.field_id) s.*, m.pid
          from pg_temp.stage_field s join pg_temp.person m using (row_number)
         where m.wanted order by m.pid, s.field_id, s.row_number desc) n
on conflict (tenant_id, record_id, field_id) do update
   set words = excluded.words, number = excluded.number, day = excluded.day, moment = excluded.moment,
       choice_id = excluded.choice_id
 where (v.words, v.number, v.day, v.moment, v.choice_id)
       is distinct from (excluded.words, excluded.number, excluded.day, excluded.moment, excluded.choice_id)
"""


def brought(frame: pl.DataFrame, context: ImportContext) -> list[FieldInfo]:
    """Return the fields that the frame has a column for."""
    return [field for field in context.own_fields if OWN + field.code in frame.columns]


def typed(frame: pl.DataFrame, context: ImportContext) -> list[pl.Expr]:
    """Return the columns in their types, null where a cell is blank or unreadable; a choice is its code."""
    return [_typed(field, context).alias(OWN + field.code) for field in brought(frame, context)]


def _typed(field: FieldInfo, context: ImportContext) -> pl.Expr:
    text = pl.col(OWN + field.code)
    filled = pl.when(text != "")
    match field.type:
        case "integer":
            whole = values.number_text(text).str.replace(r"\.0*$", "")
            return filled.then(whole.cast(pl.Int64, strict=False))
        case "date":
            return filled.then(values.day(text, day_first=context.options.day_first))
        case "timestamp":
            return filled.then(values.moment(text, zone=context.zone, day_first=context.options.day_first))
        case "choice":
            codes = _codes(field)
            told = text.str.to_lowercase().replace_strict(
                list(codes), list(codes.values()), default=None, return_dtype=pl.String
            )
            return filled.then(told)
    return pl.when((text != "") & (text.str.len_chars() <= LONGEST_TEXT)).then(text)


def _codes(field: FieldInfo) -> dict[str, str]:
    """What may stand in a cell → the code of the choice: its label or its code, in any case."""
    open_ones = [choice for choice in field.choices if not choice.retired]
    return {text.lower(): choice.code for choice in open_ones for text in (choice.label, choice.code)}


def wrongs(frame: pl.DataFrame, context: ImportContext) -> list[tuple[pl.Expr, str, str, pl.Expr]]:
    """Return what makes a row wrong, as (condition, field, reason, text): `typed` columns beside `…:text`."""
    found = []
    for field in brought(frame, context):
        name = OWN + field.code
        text = pl.col(f"{name}:text")
        found.append(((text != "") & pl.col(name).is_null(), name, REASONS[field.type], text))
        if field.required:
            found.append((text == "", name, "missing", text))
    return found


def land(frame: pl.DataFrame, context: ImportContext, given: Mapping[str, Any]) -> None:
    """Write the values of the staged rows, once their customers are there."""
    pieces = [_rows(frame, field) for field in brought(frame, context)]
    if not pieces:
        return
    bulk.stage("stage_field", STAGED, pl.concat(pieces))
    bulk.run(WRITE, given)


def _rows(frame: pl.DataFrame, field: FieldInfo) -> pl.DataFrame:
    name = OWN + field.code
    value = pl.col(name)
    if field.type == "choice":
        value = value.replace_strict(
            {choice.code: str(choice.id) for choice in field.choices}, return_dtype=pl.String
        )
    mine = COLUMNS[field.type][0]
    return frame.filter(pl.col(name).is_not_null()).select(
        ROW,
        pl.lit(str(field.id)).alias("field_id"),
        *(
            (value if column == mine else pl.lit(None)).cast(kind).alias(column)
            for column, kind in COLUMNS.values()
        ),
    )
