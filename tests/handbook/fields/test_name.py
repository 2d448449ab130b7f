"""Names: any script, forms of address, masks, surnames that sound alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.handbook.fields.name import call_name, mask_name, read_name, sound_alike, surname
from deskapp.handbook.fields.reading import Level


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=2, max_size=20))
def test_a_name_of_letters_of_any_script_is_never_refused(name: str) -> None:
    shown = name.translate(dict.fromkeys([0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0], "a"))
    reading = read_name(shown)
    # some letters fold to several
    assert reading.level is not Level.ERROR or len(reading.message.values) == 1  # type: ignore[union-attr]


@given(st.text(max_size=60))
def test_a_stored_name_reads_to_itself(typed: str) -> None:
    stored = read_name(typed).value
    assert stored is None or read_name(stored).value == stored


@given(st.text(min_size=1, max_size=30))
def test_a_mask_hides_all_but_the_surname_or_first_letter(name: str) -> None:
    own = read_name(name).value
    if own and read_name(name).kind == "name":
        assert len(mask_name(own, "zh").replace("*", "")) <= 2


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("王伟", "王**", "王**"),
        ("欧阳明哲", "欧阳**", "欧阳**"),
        ("María José", "M***", "M***"),
        ("王女士", "王** 女士", "Ms 王**"),
        ("Mrs White", "Mrs W***", "Mrs W***"),
        ("王𬀩", "王**", "王**"),
        ("司马义·艾买提", "司**", "司**"),
        ("", "", ""),
    ],
)
def test_names_are_masked(name: str, zh: str, en: str) -> None:
    assert (mask_name(name, "zh"), mask_name(name, "en")) == (zh, en)


def test_compound_surnames_are_kept_whole() -> None:
    names = ("欧阳明哲", "诸葛先生", "司马义·艾买提", "王伟", "김민수", "John Smith")
    assert [surname(name) for name in names] == ["欧阳", "诸葛", "", "王", "김", ""]


def test_a_person_is_called_by_the_name_given_without_the_desks_notes() -> None:
    assert call_name("王伟(租客)") == "王伟"
    assert call_name("王女士") == "王女士"
    assert call_name("(无)") == "(无)"


def test_surnames_that_sound_alike_are_told_apart() -> None:
    hint = sound_alike("张三")
    assert hint is not None
    assert hint.values == {"own": "弓长张", "others": "立早章"}
    assert sound_alike("吴女士") is not None
    assert sound_alike("欧阳明哲") is None
    assert sound_alike("") is None
