"""The front door of kept files."""

from rapport.kernel.blobs.contracts import BlobInfo
from rapport.kernel.blobs.operations import drop_blob, store_blob, store_file
from rapport.kernel.blobs.queries import get_blob, get_blob_path, open_blob
from rapport.kernel.blobs.serving import serve_blob

__all__ = [
    "BlobInfo",
    "drop_blob",
    "get_blob",
    "get_blob_path",
    "open_blob",
    "serve_blob",
    "store_blob",
    "store_file",
]
