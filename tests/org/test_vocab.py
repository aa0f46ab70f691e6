"""Lines of text as they are kept, whatever somebody pastes; and what hostile texts come to in every act."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Invalid
from nhiemky.org import actions as org
from nhiemky.org.models import Person, UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.queries import find_units, people, state_of, visible_states
from nhiemky.org.vocab import ROLE_NAMES, SUCCESSION_NAMES, SuccessionKind, clean
from tests import cast

DAY = date(2023, 3, 1)

HOSTILE = [
    ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("'; DROP TABLE org_unit; --", "'; DROP TABLE org_unit; --"),
    ("%s %(name)s {0} {name}", "%s %(name)s {0} {name}"),
    ("Đảng\x00 bộ\x07 xã", "Đảng bộ xã"),
    ("a\r\nb\tc\x0b\x85d", "a b c d"),
    ("Ða\u0300ng bo\u0323\u0302", "Ðàng bộ"),
    ("Tân\u200bThanh\ufeff Tây", "TânThanh Tây"),
    ("\u202eyaT hnahT naT", "yaT hnahT naT"),
    ("bằng\u00a0cách\u2003trắng", "bằng cách trắng"),
    ("\ud800lẻ\udfff", "lẻ"),
    ("x\ufffey\uffff", "x y"),
    ("🏛 Huyện ủy 𝟏", "🏛 Huyện ủy 𝟏"),
    ("../../etc/passwd", "../../etc/passwd"),
    ("\u0301", "\u0301"),
]


@pytest.mark.parametrize(("given_text", "kept"), HOSTILE)
def test_clean_keeps_what_can_be_seen(given_text: str, kept: str) -> None:
    assert clean(given_text) == kept


@pytest.mark.parametrize("empty", ["", " ", "\n\t", "\u200b\u200d\ufeff", "\x00", "\u00ad", "\ud800"])
def test_clean_gives_nothing_for_what_cannot_be_seen(empty: str) -> None:
    assert clean(empty) == ""


@given(st.text())
def test_clean_text_is_composed_single_spaced_and_stays_so(text: str) -> None:
    kept = clean(text)
    assert kept == clean(kept)
    assert unicodedata.is_normalized("NFC", kept)
    assert "  " not in kept
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in kept)


def test_every_kind_of_succession_and_role_has_a_name() -> None:
    assert [str(SUCCESSION_NAMES[kind]) for kind in SuccessionKind] == [
        "sáp nhập",
        "chia tách",
        "đổi tên, đổi mã",
        "giải thể",
    ]
    assert [str(name) for name in ROLE_NAMES.values()] == [
        "Văn phòng",
        "Lãnh đạo",
        "Tổ biên tập",
        "Cấp trên theo dõi",
        "Đoàn khảo sát",
        "Đại biểu",
        "Quản trị",
    ]


@pytest.mark.django_db
class TestHostileTexts:
    @pytest.mark.parametrize(("text", "kept"), HOSTILE)
    def test_a_unit_bears_any_name_that_can_be_seen(self, text: str, kept: str) -> None:
        state = org.add_unit(
            SYSTEM_ACTOR,
            code="1",
            type_code=cast.make_type().code,
            parent=None,
            valid_from=cast.FOUNDED,
            name=text,
            short_name=text,
            committee_name=text,
            symbol="ĐU",
            place=text,
        )
        row = UnitState.objects.get(pk=state.pk)
        assert (row.name, row.short_name, row.committee_name, row.place) == (kept,) * 4
        line = LedgerLine.objects.order_by("-sequence")[0]
        assert line.summary == f"Thành lập {kept} từ ngày 1-1-2010"
        assert verify().ok

    @pytest.mark.parametrize(("text", "kept"), HOSTILE)
    def test_a_person_bears_any_name_and_is_found_by_it(self, text: str, kept: str) -> None:
        keeper = cast.make_unit()
        person = org.add_person(SYSTEM_ACTOR, keeper=keeper.unit, full_name=text)
        assert Person.objects.get(pk=person.pk).full_name == kept
        assert people(SYSTEM_ACTOR, text=text) == [person]

    @pytest.mark.parametrize(("text", "_"), HOSTILE)
    def test_searching_and_asking_never_fails(self, text: str, _: str) -> None:
        cast.make_tree()
        assert find_units(SYSTEM_ACTOR, f"{text} không có ở đâu", cast.TODAY) == []
        assert visible_states(SYSTEM_ACTOR, on=cast.TODAY, text=f"{text} không có ở đâu") == []

    def test_like_signs_in_a_search_are_letters(self) -> None:
        cast.make_unit("100% nông thôn mới")
        cast.make_unit("Một trăm")
        assert [state.short_name for state in find_units(SYSTEM_ACTOR, "100", cast.TODAY)] == [
            "100% nông thôn mới"
        ]
        assert find_units(SYSTEM_ACTOR, "_ot", cast.TODAY) == []

    def test_two_names_that_look_the_same_are_the_same(self) -> None:
        root = cast.make_unit("gốc")
        cast.make_unit("Tân Bình", parent=root)
        for twin in ("Tân\u200b Bình", "Tân  Bình", "Ta\u0302n Bi\u0300nh", "tân BÌNH", "Tân\x00Bình"):
            with pytest.raises(Invalid, match="cùng cấp trên"):
                cast.make_unit(twin, parent=root)

    @pytest.mark.parametrize("code", ["28927'--", "a b", "Đ1", "1\u200b2", "=1+1"])
    def test_a_code_of_any_letters_is_found_again(self, code: str) -> None:
        state = cast.make_unit(code=code)
        assert state_of(SYSTEM_ACTOR, unit_code=clean(code), on=cast.TODAY) == state

    def test_codes_that_differ_in_case_only_are_one(self) -> None:
        cast.make_unit(code="BTC")
        with pytest.raises(Invalid, match="Mã đơn vị btc đã có"):
            cast.make_unit(code="btc")

    def test_the_longest_names_fit_and_one_more_does_not(self) -> None:
        root = cast.make_unit("x")
        longest = {"name": "ộ" * 200, "short_name": "ộ" * 100, "committee_name": "ộ" * 200, "symbol": "Đ" * 20, "place": "ộ" * 100}  # fmt: skip
        changed = org.change_unit(SYSTEM_ACTOR, unit=root.unit, on=DAY, **longest)  # type: ignore[arg-type]
        row = UnitState.objects.get(pk=changed.pk)
        assert {word: getattr(row, word) for word in longest} == longest
        assert len(bytes(row.sort_key)) <= 600
        assert len(row.folded) <= 300
        for word, value in longest.items():
            with pytest.raises(Invalid, match=f"Dài quá {len(value)} ký tự"):
                org.change_unit(SYSTEM_ACTOR, unit=root.unit, on=DAY, **{word: value + "ộ"})  # type: ignore[arg-type]

    @pytest.mark.parametrize(("text", "_"), HOSTILE)
    def test_signing_in_with_any_letters_is_a_wrong_sign_in(self, text: str, _: str) -> None:
        with pytest.raises(org.WrongSignIn):
            org.sign_in(text, text, text, cast.NOW)
        assert verify().ok

    @pytest.mark.parametrize(("text", "_"), HOSTILE)
    def test_a_decision_and_a_title_of_any_letters_are_kept_clean(self, text: str, _: str) -> None:
        tree = cast.make_tree()
        row = org.dissolve_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=DAY, decision=text)
        held = cast.make_position(cast.make_person(keeper=tree.commune), tree.commune, text)
        assert (row.decision, held.title) == (clean(text), clean(text))


@pytest.mark.django_db
class TestManyUnits:
    """The tree of a province: ten thousand units are read in one query and in order."""

    def test_ten_thousand_units_are_read_in_order_by_one_query(
        self, django_assert_num_queries: object
    ) -> None:
        from nhiemky.org.models import Unit
        from nhiemky.org.queries import tree

        root = cast.make_unit("gốc", type="province")
        communes = [
            cast.make_unit(f"xã {number}", parent=root, official_order=number) for number in range(10)
        ]
        units = Unit.objects.bulk_create(Unit(code=f"c{number}") for number in range(10_000))
        UnitState.objects.bulk_create(
            UnitState(
                unit=unit,
                valid_from=cast.FOUNDED,
                parent_id=communes[number % 10].unit_id,
                path=f"{communes[number % 10].path}{unit.pk}/",
                type=root.type,
                name=f"Chi bộ {number}",
                short_name=f"Chi bộ {number}",
                committee_name="x",
                symbol="CB",
                place="x",
                official_order=10_000 - number,
                sort_key=b"",
                folded=f"chi bo {number}",
            )
            for number, unit in enumerate(units)
        )
        with django_assert_num_queries(1):  # type: ignore[operator]
            nodes = tree(SYSTEM_ACTOR, on=cast.TODAY)
        assert len(nodes) == 10_011
        assert [node.child_count for node in nodes if node.depth == 1] == [1_000] * 10
        first = [node.state.short_name for node in nodes[2:5]]
        assert first == ["Chi bộ 9990", "Chi bộ 9980", "Chi bộ 9970"]
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert len(visible_states(cast.office(communes[3]), on=cast.TODAY)) == 1_001
        with django_assert_num_queries(1):  # type: ignore[operator]
            found = find_units(SYSTEM_ACTOR, "chi bo 77", cast.TODAY)
        assert len(found) == 20
