"""Expect a wheel to hold the policy, the demonstration site, the catalogue and the type marker."""

from __future__ import annotations

import sys
from zipfile import ZipFile

NEEDED = (
    "deskapp/data/policy/limits.toml",
    "deskapp/data/demo/site.toml",
    "deskapp/locale/zh_CN/LC_MESSAGES/deskapp.mo",
    "deskapp/py.typed",
    "deskapp/tui/frame.tcss",
)

if __name__ == "__main__":
    with ZipFile(sys.argv[1]) as wheel:
        missing = set(NEEDED) - set(wheel.namelist())
        strangers = {name for name in wheel.namelist() if name.split("/")[0] != "deskapp"}
    strangers = {name for name in strangers if ".dist-info/" not in name}
    sys.exit(f"missing: {missing}, should not be there: {strangers}" if missing | strangers else 0)
