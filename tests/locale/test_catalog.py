"""The Chinese catalogue follows the source and loses nothing."""

from __future__ import annotations

import ast
import gettext
from pathlib import Path

import pytest

import deskapp
from deskapp.locale.catalog import check, compile_po, extracted, main, update

SOURCE = """\
from deskapp.handbook.message import Msg, N_
late = Msg(N_("Late by {span}"), {"span": Msg("{n} min", {"n": 5})})
saved = _("Saved")
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "deskapp"
    folder.mkdir()
    (folder / "queue.py").write_text(SOURCE, encoding="utf-8")
    return folder


@pytest.fixture
def po(tmp_path: Path, source: Path) -> Path:
    path = tmp_path / "zh_CN" / "deskapp.po"
    update(source, path)
    return path


def translate(po: Path, sentence: str, words: str) -> None:
    text = po.read_text(encoding="utf-8")
    empty = f'msgid "{sentence}"\nmsgstr ""'
    assert empty in text
    po.write_text(text.replace(empty, f'msgid "{sentence}"\nmsgstr "{words}"'), encoding="utf-8")


def translate_all(po: Path) -> None:
    translate(po, "Late by {span}", "晚 {span}")
    translate(po, "{n} min", "{n}分")
    translate(po, "Saved", "已存")


def test_every_marked_sentence_is_found(source: Path) -> None:
    assert {text for text, _place in extracted(source)} == {"Late by {span}", "{n} min", "Saved"}


def test_an_update_twice_changes_nothing(source: Path, po: Path) -> None:
    first = po.read_bytes()
    update(source, po)
    assert po.read_bytes() == first
    assert b"Date" not in first


def test_an_update_keeps_what_was_translated_and_drops_what_is_gone(source: Path, po: Path) -> None:
    translate_all(po)
    (source / "queue.py").write_text('_("Saved"), _("New")\n', encoding="utf-8")
    update(source, po)
    text = po.read_text(encoding="utf-8")
    assert 'msgid "Saved"\nmsgstr "已存"' in text
    assert 'msgid "New"\nmsgstr ""' in text
    assert "Late by" not in text
    assert "fuzzy" not in text


def test_a_finished_catalogue_passes_and_is_read_by_the_program(source: Path, po: Path) -> None:
    translate_all(po)
    compile_po(source, po)
    assert check(source, po) == []
    with po.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Saved") == "已存"


def test_a_missing_translation_is_found(source: Path, po: Path) -> None:
    compile_po(source, po)
    assert "Not translated: Saved" in check(source, po)


def test_a_blank_lost_in_translation_is_found(source: Path, po: Path) -> None:
    translate(po, "{n} min", "几分")
    assert "Blanks differ: {n} min" in check(source, po)


def test_a_guess_is_found(source: Path, po: Path) -> None:
    translate_all(po)
    text = po.read_text(encoding="utf-8").replace("#: ", "#, fuzzy\n#: ", 1)
    po.write_text(text, encoding="utf-8")
    assert any(fault.startswith("Fuzzy: ") for fault in check(source, po))


def test_a_stale_catalogue_is_found(source: Path, po: Path) -> None:
    translate_all(po)
    compile_po(source, po)
    (source / "log.py").write_text('_("One line")\n', encoding="utf-8")
    assert check(source, po) == ["The catalogue is stale: run update."]


def test_a_stale_binary_catalogue_is_found(source: Path, po: Path) -> None:
    compile_po(source, po)
    translate_all(po)
    assert check(source, po) == ["The binary catalogue is stale: run compile."]


@pytest.mark.parametrize("arguments", [[], ["fill"], ["check", "now"]])
def test_a_wrong_job_is_refused(arguments: list[str]) -> None:
    assert main(arguments) == 2


def test_no_sentence_hides_inside_a_formatted_string() -> None:
    """Extraction does not look there: such a sentence would stay English for ever."""
    hidden = [
        (path.name, call.lineno)
        for path in Path(deskapp.__file__).parent.rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in {"_", "N_"}
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []
