"""Whether a path lies on another machine, where SQLite's write-ahead log does not work."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NETWORK_SYSTEMS = frozenset({
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "9p",
    "afs",
    "fuse.sshfs",
    "davfs",
    "fuse.davfs",
})
WINDOWS_REMOTE_DRIVE = 4


def on_network(path: Path) -> bool:
    """True if the path is a network share, as far as the system tells."""
    raw = str(path)
    if raw.startswith(("\\\\", "//")) and not raw.startswith("\\\\?\\"):
        return True
    if sys.platform == "win32":
        return _windows_remote(path)
    return _mounted_type(path.absolute()) in NETWORK_SYSTEMS


def _windows_remote(path: Path) -> bool:
    import ctypes  # noqa: PLC0415 - Windows only

    drive = os.path.splitdrive(path.absolute())[0] + "\\"
    kind: int = ctypes.windll.kernel32.GetDriveTypeW(drive)  # type: ignore[attr-defined, unused-ignore]
    return kind == WINDOWS_REMOTE_DRIVE


def _mounted_type(path: Path, table: Path = Path("/proc/mounts")) -> str:
    try:
        lines = table.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    mounts = [fields for line in lines if len(fields := line.split()) > 2]  # noqa: PLR2004 - where, type
    held = [(point, kind) for _, point, kind, *_ in mounts if path.is_relative_to(point)]
    return max(held, key=lambda mount: len(mount[0]))[1] if held else ""
