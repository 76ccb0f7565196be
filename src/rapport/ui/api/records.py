"""The door to lists of records; apart from the others, since it reads tables and these only draw."""

from rapport.ui.contracts.records import FILES, Board, Calendar, RecordList
from rapport.ui.http.records.chosen import narrow_by
from rapport.ui.http.records.page import show_records
from rapport.ui.registry import register_records

__all__ = ["FILES", "Board", "Calendar", "RecordList", "narrow_by", "register_records", "show_records"]
