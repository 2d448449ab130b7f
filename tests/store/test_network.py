"""A database on another machine gets damaged, so it is told apart before it is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskapp.store import network
from deskapp.store.database import open_database
from deskapp.store.errors import StoreError

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /var/run tmpfs rw 0 0
nas:/export /home/desk/share nfs4 rw,vers=4.2 0 0
//pc/data /mnt/pc cifs rw 0 0
/dev/sdb1 /mnt/pc/local ext4 rw 0 0
short line
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS, encoding="utf-8")
    return table


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/desk/desk.db", "ext4"),
        ("/home/desk/share/desk.db", "nfs4"),
        ("/home/desk/share", "nfs4"),
        ("/home/desk/shared/desk.db", "ext4"),
        ("/mnt/pc/desk.db", "cifs"),
        ("/mnt/pc/local/desk.db", "ext4"),
        ("/var/run/desk.db", "tmpfs"),
    ],
)
def test_the_nearest_mount_says_what_a_folder_lies_on(table: Path, path: str, kind: str) -> None:
    assert network._mounted_type(Path(path), table) == kind


def test_without_a_table_of_mounts_nothing_is_called_a_network(tmp_path: Path) -> None:
    assert network._mounted_type(Path("/home/desk/desk.db"), tmp_path / "none") == ""


@pytest.mark.parametrize("path", [r"\\server\share\desk.db", "//server/share/desk.db"])
def test_a_share_is_known_by_its_name(path: str) -> None:
    assert network.on_network(Path(path))


def test_this_folder_is_not_on_a_network(tmp_path: Path) -> None:
    assert not network.on_network(tmp_path / "desk.db")


def test_a_database_on_a_share_is_refused_and_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskapp.store.database.on_network", lambda _path: True)
    with pytest.raises(StoreError, match="network drive"):
        open_database(tmp_path / "desk.db")
    assert list(tmp_path.iterdir()) == []
