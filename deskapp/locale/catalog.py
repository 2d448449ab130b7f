"""Keep the Chinese catalogue in step with the source: update, compile or check it."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from deskapp.locale import CATALOGUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from babel.messages import Catalog

SOURCE = CATALOGUES.parent
PO = CATALOGUES / "zh_CN" / "LC_MESSAGES" / "deskapp.po"
_KEYWORDS = {"N_": None, "_": None, "Msg": None}
_HEADER = """\
msgid ""
msgstr ""
"Language: zh_CN\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_BLANK = re.compile(r"\{\w+\}")


def update(source: Path = SOURCE, po: Path = PO) -> list[str]:
    """Bring the catalogue up to the source: new sentences empty, unused ones dropped."""
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_bytes(_updated(source, po))
    return []


def compile_po(_source: Path = SOURCE, po: Path = PO) -> list[str]:
    """Write the binary catalogue that the program reads."""
    po.with_suffix(".mo").write_bytes(_compiled(po))
    return []


def check(source: Path = SOURCE, po: Path = PO) -> list[str]:
    """Return what is wrong with the catalogue, one sentence each; empty when all is well."""
    faults = list(_faults(_read(po)))
    if not po.exists() or po.read_bytes() != _updated(source, po):
        faults.append("The catalogue is stale: run update.")
    mo = po.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != _compiled(po):
        faults.append("The binary catalogue is stale: run compile.")
    return faults


def extracted(source: Path) -> Iterator[tuple[str, str]]:
    """Yield each sentence marked in `source`, with the file that says it."""
    from babel.messages.extract import extract_from_file  # noqa: PLC0415 - a development tool

    for path in sorted(source.rglob("*.py")):
        place = path.relative_to(source.parent).as_posix()
        for _line, sentence, _comments, _context in extract_from_file("python", path, _KEYWORDS):
            text = sentence if isinstance(sentence, str) else sentence[0]
            if text:
                yield text, place


def _read(po: Path) -> Catalog:
    from babel.messages import Catalog  # noqa: PLC0415 - a development tool
    from babel.messages.pofile import read_po  # noqa: PLC0415

    if not po.exists():
        return Catalog(locale="zh_CN")
    with po.open("rb") as file:
        return read_po(file, locale="zh_CN")


def _updated(source: Path, po: Path) -> bytes:
    from io import BytesIO  # noqa: PLC0415 - a development tool

    from babel.messages import Catalog  # noqa: PLC0415
    from babel.messages.pofile import write_po  # noqa: PLC0415

    known = _read(po)
    new = Catalog(locale="zh_CN")
    for text, place in extracted(source):
        old = known.get(text)
        new.add(text, old.string if old else "", locations=[(place, 0)])
    out = BytesIO()
    write_po(out, new, omit_header=True, include_lineno=False, sort_output=True, width=0)
    return _HEADER.encode() + out.getvalue()


def _compiled(po: Path) -> bytes:
    from io import BytesIO  # noqa: PLC0415 - a development tool

    from babel.messages.mofile import write_mo  # noqa: PLC0415

    catalogue = _read(po)
    # Babel writes both into the header: fixed, the same words give the same bytes.
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def _faults(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        text, said = str(message.id), str(message.string)
        if not text:
            continue
        if message.fuzzy:
            yield f"Fuzzy: {text}"
        if not said:
            yield f"Not translated: {text}"
        elif set(_BLANK.findall(text)) != set(_BLANK.findall(said)):
            yield f"Blanks differ: {text}"


def main(arguments: list[str]) -> int:
    """Run `update`, `compile` or `check`; 0 when well, 1 on faults, 2 on wrong usage."""
    jobs: dict[str, Callable[[], list[str]]]
    jobs = {"update": update, "compile": compile_po, "check": check}
    job = jobs.get(arguments[0]) if len(arguments) == 1 else None
    if job is None:
        sys.stderr.write("Usage: python -m deskapp.locale.catalog update|compile|check\n")
        return 2
    faults = job()
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
