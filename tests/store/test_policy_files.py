"""The policy's files are read whole, a site's own go over them, and a bad line is named."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from deskapp.handbook.policy import PolicyError
from deskapp.store.policy_files import default_policy_folder, load_policy

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the policy that comes with the program."""
    return shutil.copytree(default_policy_folder(), tmp_path / "shipped")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A site's own, still empty folder."""
    (tmp_path / "policy").mkdir()
    return tmp_path / "policy"


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def line_of(file: Path, words: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_the_policy_that_comes_with_the_program_can_be_read() -> None:
    policy = load_policy(default_policy_folder())
    assert policy.label("subcategories", "REP.LEAK", "zh") == "渗漏水"
    assert policy.version == load_policy(default_policy_folder()).version


def test_an_empty_site_folder_changes_nothing(folder: Path, own: Path) -> None:
    assert load_policy(folder, own).version == load_policy(folder).version
    assert load_policy(folder, own / "none").version == load_policy(folder).version


def test_a_site_changes_one_entry_and_keeps_the_rest(folder: Path, own: Path) -> None:
    write(
        own,
        "ours.toml",
        '[priorities]\nP1 = {finish_h = 12}\n[departments]\nGRN = {zh = "园林部"}\n',
    )
    policy, shipped = load_policy(folder, own), load_policy(folder)
    assert policy.priority("P1").finish_h == 12
    assert policy.priority("P1").zh == "急修"
    assert policy.label("departments", "GRN", "zh") == "园林部"
    assert policy.label("departments", "GRN", "en") == "Landscaping"
    assert policy.entries("channels") == shipped.entries("channels")
    assert policy.version != shipped.version


def test_a_site_adds_a_class_and_a_phrase_of_its_own(folder: Path, own: Path) -> None:
    write(
        own,
        "ours.toml",
        '[subcategories]\n"REP.POOL" = {zh="泳池", en="Pool", priority="P2", dept="ENG"}\n'
        '[phrases]\n"greet.phone" = ["您好，湖畔。", "Hello, Lakeside."]\n',
    )
    policy = load_policy(folder, own)
    assert policy.subcategory("REP.POOL").type == "REP"
    assert policy.template("steps", "REP.POOL", "en") == policy.template("steps", "REP", "en")
    assert policy.phrase("greet.phone", "en") == "Hello, Lakeside."


def test_a_table_in_two_files_is_refused_and_both_are_named(folder: Path) -> None:
    write(folder, "zz.toml", '[types]\nNEW = ["新", "New"]\n')
    with pytest.raises(PolicyError, match=r"zz\.toml.*types.*classes\.toml"):
        load_policy(folder)


def test_a_line_that_is_no_toml_is_named(folder: Path) -> None:
    write(folder, "zz.toml", '[ours]\none = ["一", "one"]\ntwo = ["二" "two"]\n')
    with pytest.raises(PolicyError, match=r"zz\.toml:3"):
        load_policy(folder)


def test_a_file_that_ends_too_early_is_named(folder: Path) -> None:
    write(folder, "zz.toml", '[ours]\none = ["一",')
    with pytest.raises(PolicyError, match=r"zz\.toml:2"):
        load_policy(folder)


def test_a_file_in_another_encoding_is_refused_at_its_first_strange_line(folder: Path) -> None:
    (folder / "zz.toml").write_bytes('[ours]\none = ["编码", "code"]\n'.encode("gb18030"))
    with pytest.raises(PolicyError, match=r"zz\.toml:2.*UTF-8"):
        load_policy(folder)


def test_a_file_saved_by_notepad_is_read(folder: Path, own: Path) -> None:
    text = '[departments]\r\nGRN = ["园林部", "Gardens"]\r\n'
    (own / "ours.toml").write_bytes(text.encode("utf-8-sig"))
    assert load_policy(folder, own).label("departments", "GRN", "en") == "Gardens"


def test_a_value_of_the_wrong_kind_is_named_where_it_stands(folder: Path) -> None:
    file = folder / "limits.toml"
    text = file.read_text(encoding="utf-8").replace("finish_h=48", 'finish_h="two days"')
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match=rf"limits\.toml:{line_of(file, 'two days')}:"):
        load_policy(folder)


def test_an_entry_of_the_site_that_fits_nothing_is_named_in_the_sites_file(
    folder: Path, own: Path
) -> None:
    write(own, "ours.toml", '# ours\n[subcategories]\n"REP.LEAK" = {dept="MOON"}\n')
    with pytest.raises(PolicyError, match=r"ours\.toml:3.*MOON"):
        load_policy(folder, own)


def test_the_refusal_keeps_its_sentence_apart_from_its_values(folder: Path) -> None:
    write(folder, "zz.toml", "x")
    with pytest.raises(PolicyError) as refused:
        load_policy(folder)
    message = refused.value.message
    assert "{where}" in message.text
    assert str(message.values["where"]) == "zz.toml:1"


def test_a_folder_without_a_policy_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="no policy"):
        load_policy(tmp_path)


def test_a_file_that_cannot_be_opened_is_named(folder: Path) -> None:
    (folder / "zz.toml").mkdir()
    with pytest.raises(PolicyError, match=r"zz\.toml"):
        load_policy(folder)
