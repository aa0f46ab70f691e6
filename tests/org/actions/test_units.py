"""Founding, changing and moving units."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid
from nhiemky.kernel.viet.collate import sort_key
from nhiemky.org.actions import add_unit, add_unit_type, change_unit
from nhiemky.org.models import Unit, UnitState, UnitType
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.queries import history_of_unit, state_of
from tests import cast

pytestmark = pytest.mark.django_db

MARCH, MAY = date(2023, 3, 1), date(2023, 5, 1)


def spans(unit: Unit) -> list[tuple[str, date, date | None, str]]:
    """Give name, beginning, end and parent's code of every state of a unit."""
    return [
        (state.short_name, state.valid_from, state.valid_to, state.parent.code if state.parent else "")
        for state in history_of_unit(unit)
    ]


def draft(**changes: Any) -> dict[str, Any]:
    cast.make_type("commune")
    return {
        "code": "28930",
        "type_code": "commune",
        "parent": None,
        "valid_from": cast.FOUNDED,
        "name": "Đảng bộ xã Thành An",
        "short_name": "Thành An",
        "committee_name": "Đảng ủy xã Thành An",
        "symbol": "ĐU",
        "place": "Thành An",
        **changes,
    }


class TestAddUnit:
    def test_a_root_is_founded(self) -> None:
        state = add_unit(SYSTEM_ACTOR, **draft(official_order=4, illustrative=True))
        kept = UnitState.objects.select_related("unit", "type").get(pk=state.pk)
        assert (kept.unit.code, kept.unit.illustrative, kept.type.code) == ("28930", True, "commune")
        assert (kept.path, kept.parent_id) == (f"/{kept.unit_id}/", None)
        assert (kept.valid_from, kept.valid_to, kept.official_order) == (cast.FOUNDED, None, 4)
        assert bytes(kept.sort_key) == sort_key("Thành An")
        assert {"dang", "bo", "xa", "thanh", "an", "uy", "28930"} == set(kept.folded.split())

    def test_a_unit_below_carries_the_path_of_its_parent(self) -> None:
        tree = cast.make_tree()
        assert tree.cell.path == (
            f"/{tree.province.unit_id}/{tree.district.unit_id}/{tree.commune.unit_id}/{tree.cell.unit_id}/"
        )

    def test_it_leaves_one_line_in_the_ledger(self) -> None:
        tree = cast.make_tree()
        before = LedgerLine.objects.count()
        state = add_unit(cast.administrator(tree.district), **draft(parent=tree.district.unit))
        line = LedgerLine.objects.order_by("-sequence")[0]
        assert LedgerLine.objects.count() == before + 1
        assert (line.act, line.object_kind, line.object_id) == ("add_unit", "unit", str(state.unit_id))
        assert (line.branch, line.before) == (state.path, None)
        assert line.summary == "Thành lập Đảng bộ xã Thành An từ ngày 1-1-2010"
        assert line.after is not None
        assert (line.after["code"], line.after["short_name"]) == ("28930", "Thành An")
        assert line.actor_name == "Phạm Quang Dũng"

    def test_texts_are_composed_and_trimmed(self) -> None:
        state = add_unit(SYSTEM_ACTOR, **draft(short_name="  Tha\u0300nh   An ", code=" 28930 "))
        assert (state.short_name, state.unit.code) == ("Thành An", "28930")

    @pytest.mark.parametrize("where", ["other_district", "province"])
    def test_it_is_denied_outside_the_branch(self, where: str) -> None:
        tree = cast.make_tree()
        with pytest.raises(Denied):
            add_unit(cast.administrator(tree.district), **draft(parent=getattr(tree, where).unit))

    def test_it_is_denied_to_the_office_and_for_a_root(self) -> None:
        tree = cast.make_tree()
        with pytest.raises(Denied):
            add_unit(cast.office(tree.district), **draft(parent=tree.district.unit))
        with pytest.raises(Denied):
            add_unit(cast.administrator(tree.province), **draft())
        assert not Unit.objects.filter(code="28930").exists()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"code": "28927"}, "code"),
            ({"code": ""}, "code"),
            ({"code": "a/b"}, "code"),
            ({"code": "x" * 41}, "code"),
            ({"name": "Đảng bộ xã Tân Thanh Tây"}, "name"),
            ({"name": ""}, "name"),
            ({"short_name": " "}, "short_name"),
            ({"committee_name": ""}, "committee_name"),
            ({"symbol": "x" * 21}, "symbol"),
            ({"place": "x" * 101}, "place"),
            ({"type_code": "không có"}, "type_code"),
            ({"valid_from": date(2009, 12, 31)}, "parent"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_by_field(self, changes: dict[str, Any], field: str) -> None:
        tree = cast.make_tree()
        units = Unit.objects.count()
        with pytest.raises(Invalid) as refused:
            add_unit(SYSTEM_ACTOR, **draft(**{"parent": tree.district.unit, **changes}))
        assert [error.field for error in refused.value.errors] == [field]
        assert Unit.objects.count() == units

    def test_every_empty_name_is_named_at_once(self) -> None:
        with pytest.raises(Invalid) as refused:
            add_unit(SYSTEM_ACTOR, **draft(name="", short_name="", place=""))
        assert refused.value.errors == tuple(
            FieldError(field, "Hãy nhập nội dung.") for field in ("name", "short_name", "place")
        )

    def test_the_same_name_is_allowed_elsewhere_and_after_the_other_moved_away(self) -> None:
        tree = cast.make_tree()
        name = {"name": tree.commune.name, "code": "1"}
        assert (
            add_unit(SYSTEM_ACTOR, **draft(parent=tree.other_district.unit, **name)).name == tree.commune.name
        )

    def test_below_a_parent_that_moves_later_it_moves_along(self) -> None:
        tree = cast.make_tree()
        change_unit(SYSTEM_ACTOR, unit=tree.third.unit, on=MAY, parent=tree.other_district.unit)
        state = add_unit(SYSTEM_ACTOR, **draft(parent=tree.third.unit, valid_from=MARCH))
        assert [(row.valid_from, row.valid_to, row.path) for row in history_of_unit(state.unit)] == [
            (MARCH, MAY, f"{tree.third.path}{state.unit_id}/"),
            (MAY, None, f"{tree.other_district.path}{tree.third.unit_id}/{state.unit_id}/"),
        ]

    def test_a_tree_that_is_too_deep_is_refused(self) -> None:
        state = cast.make_unit()
        UnitState.objects.filter(pk=state.pk).update(path="/" + "1234567/" * 31 + "1234/")
        with pytest.raises(Invalid) as refused:
            cast.make_unit(parent=state)
        assert [error.field for error in refused.value.errors] == ["parent"]


class TestChangeUnit:
    def test_a_new_name_closes_the_state_and_opens_another(self) -> None:
        tree = cast.make_tree()
        changed = change_unit(
            cast.administrator(tree.district),
            unit=tree.commune.unit,
            on=MARCH,
            short_name="Tân Thanh",
            place="Tân Thanh",
        )
        assert spans(tree.commune.unit) == [
            ("Tân Thanh Tây", cast.FOUNDED, MARCH, "838"),
            ("Tân Thanh", MARCH, None, "838"),
        ]
        assert (changed.short_name, changed.place, changed.name) == (
            "Tân Thanh",
            "Tân Thanh",
            tree.commune.name,
        )
        assert changed.path == tree.commune.path
        assert spans(tree.cell.unit) == [("ấp Tân Thới", cast.FOUNDED, None, "28927")]

    def test_the_code_stays_and_each_day_shows_its_own_name(self) -> None:
        tree = cast.make_tree()
        change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, short_name="Tân Thanh")
        names = {
            day: state_of(SYSTEM_ACTOR, unit_code="28927", on=day).short_name
            for day in (cast.TODAY, date(2023, 2, 28), MARCH, MAY)
        }
        assert list(names.values()) == ["Tân Thanh Tây", "Tân Thanh Tây", "Tân Thanh", "Tân Thanh"]

    def test_a_change_on_the_first_day_corrects_in_place(self) -> None:
        tree = cast.make_tree()
        change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, short_name="Tân Thah")
        change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, short_name="Tân Thanh")
        assert [span[0] for span in spans(tree.commune.unit)] == ["Tân Thanh Tây", "Tân Thanh"]

    def test_type_and_order_change(self) -> None:
        tree = cast.make_tree()
        cast.make_type("board")
        changed = change_unit(
            SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, type_code="board", official_order=0
        )
        assert (changed.type.code, changed.official_order) == ("board", 0)

    def test_a_move_takes_the_whole_branch_along_from_the_day_on(self) -> None:
        tree = cast.make_tree()
        change_unit(SYSTEM_ACTOR, unit=tree.district.unit, on=MARCH, parent=tree.other_district.unit)
        assert spans(tree.district.unit) == [
            ("Mỏ Cày Bắc", cast.FOUNDED, MARCH, "83"),
            ("Mỏ Cày Bắc", MARCH, None, "832"),
        ]
        prefix = f"{tree.other_district.path}{tree.district.unit_id}/"
        for state in tree.communes:
            assert [row.path for row in history_of_unit(state.unit)] == [
                state.path,
                f"{prefix}{state.unit_id}/",
            ]
        assert [row.path for row in history_of_unit(tree.cell.unit)] == [
            tree.cell.path,
            f"{prefix}{tree.commune.unit_id}/{tree.cell.unit_id}/",
        ]
        assert len(history_of_unit(tree.far.unit)) == 1

    def test_a_move_on_the_first_day_changes_in_place(self) -> None:
        tree = cast.make_tree()
        change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=cast.FOUNDED, parent=tree.other_district.unit)
        assert spans(tree.commune.unit) == [("Tân Thanh Tây", cast.FOUNDED, None, "832")]
        assert len(history_of_unit(tree.cell.unit)) == 1
        assert history_of_unit(tree.cell.unit)[0].path.startswith(tree.other_district.path)

    def test_a_move_before_a_later_move_of_a_unit_below_keeps_the_later_one(self) -> None:
        tree = cast.make_tree()
        change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=MAY, parent=tree.other_district.unit)
        change_unit(SYSTEM_ACTOR, unit=tree.district.unit, on=MARCH, parent=tree.other_district.unit)
        assert [(row.valid_from, row.path) for row in history_of_unit(tree.commune.unit)] == [
            (cast.FOUNDED, tree.commune.path),
            (MARCH, f"{tree.other_district.path}{tree.district.unit_id}/{tree.commune.unit_id}/"),
            (MAY, f"{tree.other_district.path}{tree.commune.unit_id}/"),
        ]
        assert [(row.valid_from, row.valid_to) for row in history_of_unit(tree.cell.unit)] == [
            (cast.FOUNDED, MARCH),
            (MARCH, MAY),
            (MAY, None),
        ]

    def test_it_is_denied_outside_the_branch_and_into_another(self) -> None:
        tree = cast.make_tree()
        mine = cast.administrator(tree.district)
        with pytest.raises(Denied):
            change_unit(mine, unit=tree.far.unit, on=MARCH, short_name="Khác")
        with pytest.raises(Denied):
            change_unit(mine, unit=tree.commune.unit, on=MARCH, parent=tree.other_district.unit)
        with pytest.raises(Denied):
            change_unit(cast.office(tree.commune), unit=tree.commune.unit, on=MARCH, short_name="Khác")

    @pytest.mark.parametrize("below", ["district", "commune", "cell"])
    def test_a_unit_below_itself_is_refused(self, below: str) -> None:
        tree = cast.make_tree()
        with pytest.raises(Invalid, match="thuộc chính nó"):
            change_unit(SYSTEM_ACTOR, unit=tree.district.unit, on=MARCH, parent=getattr(tree, below).unit)

    def test_a_circle_that_would_only_close_later_is_refused(self) -> None:
        tree = cast.make_tree()
        change_unit(SYSTEM_ACTOR, unit=tree.other_district.unit, on=MAY, parent=tree.district.unit)
        with pytest.raises(Invalid, match="thuộc chính nó"):
            change_unit(SYSTEM_ACTOR, unit=tree.district.unit, on=MARCH, parent=tree.other_district.unit)

    def test_nothing_to_change_is_refused(self) -> None:
        tree = cast.make_tree()
        with pytest.raises(Invalid, match="Không có gì thay đổi"):
            change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, short_name="Tân Thanh Tây")
        assert len(history_of_unit(tree.commune.unit)) == 1

    def test_a_day_before_the_latest_change_is_refused(self) -> None:
        tree = cast.make_tree()
        change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=MAY, short_name="Tân Thanh")
        with pytest.raises(Conflict, match="đã có thay đổi từ ngày 1-5-2023"):
            change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, short_name="Khác")

    def test_an_ended_unit_is_refused(self) -> None:
        tree = cast.make_tree()
        UnitState.objects.filter(unit=tree.far.unit).update(valid_to=MARCH)
        with pytest.raises(Conflict, match="đã kết thúc"):
            change_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=MAY, short_name="Khác")

    def test_a_parent_that_has_ended_is_refused(self) -> None:
        tree = cast.make_tree()
        UnitState.objects.filter(unit=tree.far.unit).update(valid_to=MAY)
        with pytest.raises(Invalid, match="Đơn vị cấp trên của Đảng bộ xã Thạnh Ngãi không tồn tại từ ngày"):
            change_unit(SYSTEM_ACTOR, unit=tree.third.unit, on=MARCH, parent=tree.far.unit)

    def test_a_name_borne_beside_it_is_refused_where_it_goes(self) -> None:
        tree = cast.make_tree()
        cast.make_unit("Tân Thanh Tây", code="x", parent=tree.other_district)
        with pytest.raises(Invalid, match="Đã có đơn vị tên Đảng bộ xã Tân Thanh Tây cùng cấp trên"):
            change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, parent=tree.other_district.unit)

    def test_an_empty_name_is_refused(self) -> None:
        tree = cast.make_tree()
        with pytest.raises(Invalid):
            change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, name="  ")

    def test_the_line_in_the_ledger_holds_before_and_after(self) -> None:
        tree = cast.make_tree()
        change_unit(SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, short_name="Tân Thanh")
        line = LedgerLine.objects.order_by("-sequence")[0]
        assert (line.act, line.object_id) == ("change_unit", str(tree.commune.unit_id))
        assert line.before is not None
        assert line.after is not None
        changed = {key for key in line.before if line.before[key] != line.after[key]}
        assert changed == {"short_name", "valid_from"}
        assert verify().ok


class TestAddUnitType:
    def test_a_type_is_kept(self) -> None:
        kind = add_unit_type(SYSTEM_ACTOR, code="ward", name="Đảng bộ phường", rank=3, state_body=False)
        assert (kind.code, str(kind), kind.rank) == ("ward", "Đảng bộ phường", 3)

    def test_who_keeps_a_root_may(self) -> None:
        tree = cast.make_tree()
        add_unit_type(cast.administrator(tree.province), code="ward", name="Đảng bộ phường", rank=3)
        assert UnitType.objects.filter(code="ward").exists()

    def test_it_is_denied_to_all_others(self) -> None:
        tree = cast.make_tree()
        for somebody in (cast.administrator(tree.district), cast.office(tree.province)):
            with pytest.raises(Denied):
                add_unit_type(somebody, code="ward", name="Đảng bộ phường", rank=3)

    @pytest.mark.parametrize(("code", "name"), [("", "Tên"), ("ward", " "), ("commune", "Đảng bộ xã")])
    def test_what_is_empty_or_there_is_refused(self, code: str, name: str) -> None:
        cast.make_type("commune")
        with pytest.raises(Invalid):
            add_unit_type(SYSTEM_ACTOR, code=code, name=name, rank=3)
