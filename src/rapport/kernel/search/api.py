"""The front door of search."""

from rapport.kernel.search.contracts import Document, Hit, SearchKind
from rapport.kernel.search.operations import drop_documents, index_documents
from rapport.kernel.search.queries import search
from rapport.kernel.search.registry import list_kinds, register_kind

__all__ = [
    "Document",
    "Hit",
    "SearchKind",
    "drop_documents",
    "index_documents",
    "list_kinds",
    "register_kind",
    "search",
]
