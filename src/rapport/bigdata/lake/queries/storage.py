"""Where the lake lies, a folder or a bucket of S3-compatible storage, and how it is read there."""

import os
from functools import cache

import duckdb
from fsspec.implementations.arrow import ArrowFSWrapper
from pyarrow.fs import FileSystem, LocalFileSystem, S3FileSystem

from rapport.kernel.embedded.api import Layout, home_folder

URL = "RAPPORT_LAKE_URL"
ENDPOINT, REGION = "RAPPORT_LAKE_ENDPOINT", "RAPPORT_LAKE_REGION"
KEY, SECRET = "RAPPORT_LAKE_KEY", "RAPPORT_LAKE_SECRET"
REMOTE = "s3://"
HOME_REGION = "us-east-1"
PATIENCE = {"timeout": "60s", "connect_timeout": "5s", "max_retries": "3", "retry_timeout": "30s"}
"""How long storage that does not answer is asked; after that the batches come again."""


def lake_root() -> str:
    """Return where the lake is: RAPPORT_LAKE_URL (a folder, or s3://bucket/path), else in the home."""
    return (os.environ.get(URL) or str(Layout(home_folder()).lake)).rstrip("/")


def is_remote() -> bool:
    """Tell whether the lake lies on object storage."""
    return lake_root().startswith(REMOTE)


def storage_options() -> dict[str, str] | None:
    """Return what Delta must know of the storage; None for a folder.

    A commit is put on the condition that its number is still free, so of two writers one begins again.
    Without a key of ours the machine's own credentials count (a role, or AWS's environment variables).
    """
    if not is_remote():
        return None
    endpoint = os.environ.get(ENDPOINT, "")
    given = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": os.environ.get(REGION) or HOME_REGION,
        "AWS_ACCESS_KEY_ID": os.environ.get(KEY, ""),
        "AWS_SECRET_ACCESS_KEY": os.environ.get(SECRET, ""),
        "AWS_ALLOW_HTTP": "true" if endpoint.startswith("http://") else "",
        "AWS_CONDITIONAL_PUT": "etag",
    }
    return {name: value for name, value in given.items() if value} | PATIENCE


def lake_files() -> FileSystem:
    """Return what lists and opens files of the lake; they are named by `path_of`."""
    if not is_remote():
        return LocalFileSystem()
    asked = (ENDPOINT, REGION, KEY, SECRET)
    return _remote(*(os.environ.get(name) or None for name in asked))


def path_of(uri: str) -> str:
    """Return a file's or folder's address as `lake_files` names it."""
    return uri.removeprefix(REMOTE)


def uri_of(path: str) -> str:
    """Return a path of `lake_files` as DuckDB, Delta and Spark name it."""
    return f"{REMOTE}{path}" if is_remote() else path


def let_read(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Let a DuckDB connection read the lake's files by their addresses, and return it.

    DuckDB's own reader of object storage is an extension, to be loaded from its makers' server; Arrow's is
    here already and reads the same ranges of the same files.
    """
    if is_remote():
        connection.register_filesystem(ArrowFSWrapper(lake_files()))
    return connection


@cache
def _remote(endpoint: str | None, region: str | None, key: str | None, secret: str | None) -> FileSystem:
    return S3FileSystem(
        access_key=key,
        secret_key=secret,
        endpoint_override=endpoint,
        region=region or HOME_REGION,
        connect_timeout=5,
        request_timeout=60,
    )
