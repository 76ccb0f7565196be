"""postgresql.conf and pg_hba.conf as we want them: written at every start, so a home never drifts."""

import os
import shutil
from pathlib import Path

from rapport.kernel.embedded.archive import archive_command, archive_seconds
from rapport.kernel.embedded.layout import Layout

SMALL_SHARED_MEMORY = 256 * 1024 * 1024
LEAST_BUFFERS, MOST_BUFFERS = 192, 2048
"""MB of pages the server keeps itself; taken as they are touched, so a small shop never has them all."""


def server_settings(layout: Layout, port: int, *, throwaway: bool) -> dict[str, str]:
    """Return the settings of the server, for two cores and little memory.

    `throwaway` is for tests: commits are not waited for, so a crash of the machine may lose them.
    """
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "max_connections": "120",
        "password_encryption": "scram-sha-256",
        "shared_buffers": f"{_shared_buffers()}MB",
        "effective_cache_size": "1GB",
        "work_mem": "8MB",
        "maintenance_work_mem": "128MB",
        "dynamic_shared_memory_type": "posix" if _roomy_shared_memory() else "mmap",
        "random_page_cost": "1.1",
        "max_worker_processes": "8",
        "max_parallel_workers_per_gather": "1",
        "autovacuum_max_workers": "2",
        "max_wal_size": "4GB",
        "min_wal_size": "128MB",
        "checkpoint_timeout": "10min",
        "wal_level": "replica",
        "archive_mode": "off" if throwaway else "on",
        # The archiver is always ready; while the archive is off it keeps nothing.
        "archive_command": archive_command(layout),
        "archive_timeout": str(0 if throwaway else archive_seconds(layout)),
        "max_wal_senders": "4",
        "idle_in_transaction_session_timeout": "10min",
        "tcp_keepalives_idle": "60",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "on",
        "log_directory": str(layout.logs),
        "log_filename": "postgres-%a.log",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_file_mode": "0600",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        "log_min_duration_statement": "2s",
        "log_parameter_max_length": "0",
        "log_lock_waits": "on",
        "max_stack_depth": "2MB",
    }
    if throwaway:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return settings


def _shared_buffers() -> int:
    """Return the MB of a sixteenth of this machine's memory, within bounds.

    A page not kept is fetched from the system by a call: with 192 MB an import of 500,000 customers waited
    half of its time for the disk, and cost the server a fifth more CPU than with 768.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return min(max(memory // 16, LEAST_BUFFERS), MOST_BUFFERS)


def conf_text(settings: dict[str, str]) -> str:
    """Return postgresql.conf for these settings."""
    lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in settings.items()]
    return "\n".join(["# Written by Rapport at every start; edits are lost.", *lines, ""])


def hba_text(*, throwaway: bool) -> str:
    """Return pg_hba.conf: named roles with a password, to our database alone; everybody else is refused."""
    roles = "rapport_owner,rapport_app,rapport_accounts,rapport_relay"
    lines = [
        "# Written by Rapport at every start; edits are lost.",
        f"host rapport {roles} 127.0.0.1/32 scram-sha-256",
        "host replication rapport_backup 127.0.0.1/32 scram-sha-256",
    ]
    if throwaway:
        lines += [
            f'host "/^test_rapport" {roles} 127.0.0.1/32 scram-sha-256',
            "host postgres rapport_owner 127.0.0.1/32 scram-sha-256",
        ]
    return "\n".join([*lines, "local all all reject", "host all all all reject", ""])


def write_configuration(layout: Layout, port: int, *, throwaway: bool) -> None:
    """Write both files into the data directory."""
    _write(layout.data / "postgresql.conf", conf_text(server_settings(layout, port, throwaway=throwaway)))
    _write(layout.data / "pg_hba.conf", hba_text(throwaway=throwaway))


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(0o600)


def _roomy_shared_memory() -> bool:
    shared = Path("/dev/shm")  # noqa: S108 - asked for its size only
    return not shared.exists() or shutil.disk_usage(shared).free >= SMALL_SHARED_MEMORY
