"""The front door of search."""

from rapport.kernel.search.contracts import Document, Hit, SearchKind, Way
from rapport.kernel.search.operations import drop_documents, index_documents
from rapport.kernel.search.queries import name_records, search, ways_to_find
from rapport.kernel.search.registry import list_kinds, register_kind
from rapport.kernel.search.rules import holds_words

__all__ = [
    "Document",
    "Hit",
    "SearchKind",
    "Way",
    "drop_documents",
    "holds_words",
    "index_documents",
    "list_kinds",
    "name_records",
    "register_kind",
    "search",
    "ways_to_find",
]
