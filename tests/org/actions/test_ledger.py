"""What every act leaves in the ledger, in whole: act, object, words, branch, before and after."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Refusal
from nhiemky.org import actions as org
from nhiemky.org.models import UnitState
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from tests import cast
from tests.org.actions.ledger_lines import ADMINISTRATOR, line, somebody, told, written
from tests.standing import standing

pytestmark = pytest.mark.django_db

MARCH, MAY = date(2023, 3, 1), date(2023, 5, 1)
GOOD = "nước lớn đầy kênh 9"


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


class TestUnits:
    def test_founding(self, tree: cast.Tree) -> None:
        cast.make_type("board")
        found = written(
            lambda: org.add_unit(
                somebody(RoleCode.ADMINISTRATOR, tree.district),
                code="838-BTC",
                type_code="board",
                parent=tree.district.unit,
                valid_from=MARCH,
                name="Ban Tổ chức Huyện ủy",
                short_name="Ban Tổ chức",
                committee_name="Ban Tổ chức Huyện ủy",
                symbol="BTCHU",
                place="Mỏ Cày Bắc",
                official_order=7,
            )
        )
        new = UnitState.objects.get(unit__code="838-BTC")
        summary = "Thành lập Ban Tổ chức Huyện ủy từ ngày 1-3-2023"
        after = {"code": "838-BTC", **told(new)}
        assert found == [line("add_unit", "unit", new.unit_id, summary, new.path, None, after, ADMINISTRATOR)]
        assert after == {
            "code": "838-BTC",
            "unit": new.unit_id,
            "valid_from": "2023-03-01",
            "valid_to": None,
            "path": f"{tree.district.path}{new.unit_id}/",
            "parent": tree.district.unit_id,
            "type": "board",
            "official_order": 7,
            "name": "Ban Tổ chức Huyện ủy",
            "short_name": "Ban Tổ chức",
            "committee_name": "Ban Tổ chức Huyện ủy",
            "symbol": "BTCHU",
            "place": "Mỏ Cày Bắc",
        }

    def test_changing_a_name(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.change_unit(
                SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, name="Đảng bộ xã Tân Thanh", place="Tân Thanh"
            )
        )
        before = told(tree.commune)
        after = {**before, "valid_from": "2023-03-01", "name": "Đảng bộ xã Tân Thanh", "place": "Tân Thanh"}
        summary = "Thay đổi Đảng bộ xã Tân Thanh từ ngày 1-3-2023"
        assert found == [
            line("change_unit", "unit", tree.commune.unit_id, summary, tree.commune.path, before, after)
        ]

    def test_moving_is_told_in_the_branch_where_the_unit_goes(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.change_unit(
                SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, parent=tree.other_district.unit
            )
        )
        path = f"{tree.other_district.path}{tree.commune.unit_id}/"
        before = told(tree.commune)
        after = {**before, "valid_from": "2023-03-01", "parent": tree.other_district.unit_id, "path": path}
        summary = "Thay đổi Đảng bộ xã Tân Thanh Tây từ ngày 1-3-2023"
        assert found == [line("change_unit", "unit", tree.commune.unit_id, summary, path, before, after)]

    def test_a_correction_on_the_first_day_shows_what_stood_there(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.change_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=cast.FOUNDED, symbol="ĐUX")
        )
        assert (found[0]["before"], found[0]["after"]) == (told(tree.far), told(tree.far, symbol="ĐUX"))

    def test_a_type(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.add_unit_type(
                somebody(RoleCode.ADMINISTRATOR, tree.province),
                code="ward",
                name="Đảng bộ phường",
                rank=3,
                state_body=True,
            )
        )
        of = int(str(found[0]["object_id"]))
        after = {"code": "ward", "name": "Đảng bộ phường", "rank": 3, "state_body": True}
        summary = "Thêm loại đơn vị Đảng bộ phường"
        assert found == [line("add_unit_type", "unit_type", of, summary, "/", None, after, ADMINISTRATOR)]

    def test_refused_acts_leave_no_line(self, tree: cast.Tree) -> None:
        known = LedgerLine.objects.count()
        for act in (
            lambda: org.change_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=MARCH),
            lambda: org.dissolve_unit(SYSTEM_ACTOR, unit=tree.district.unit, on=MARCH),
            lambda: org.split_unit(SYSTEM_ACTOR, predecessor=tree.far.unit, successors=[], on=MARCH),
            lambda: org.merge_units(SYSTEM_ACTOR, predecessors=[], successor=tree.far.unit, on=MARCH),
            lambda: cast.make_unit("x", code="28927"),
        ):
            with pytest.raises(Refusal):
                act()
        assert LedgerLine.objects.count() == known


class TestReshaping:
    def test_a_merger_tells_every_unit_that_ends_and_what_moved(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.merge_units(
                SYSTEM_ACTOR,
                predecessors=[tree.commune.unit, tree.second.unit],
                successor=tree.third.unit,
                on=MARCH,
                decision="  Nghị quyết   số 12 ",
            )
        )
        end = {"on": "2023-03-01", "successor": tree.third.unit_id, "kind": "merge"}
        assert found == [
            line(
                "merge_units",
                "unit",
                tree.third.unit_id,
                "Đảng bộ xã Tân Thanh Tây, Đảng bộ xã Nhuận Phú Tân → Đảng bộ xã Thạnh Ngãi từ ngày 1-3-2023",
                tree.third.path,
                [told(tree.commune, valid_to="2023-03-01"), told(tree.second, valid_to="2023-03-01")],
                {"decision": "Nghị quyết số 12", "children": ["ấp Tân Thới"], **told(tree.third)},
            ),
            line(
                "end_unit",
                "unit",
                tree.commune.unit_id,
                "Đảng bộ xã Tân Thanh Tây kết thúc ngày 1-3-2023, tiếp nối: Đảng bộ xã Thạnh Ngãi",
                tree.commune.path,
                None,
                end,
            ),
            line(
                "end_unit",
                "unit",
                tree.second.unit_id,
                "Đảng bộ xã Nhuận Phú Tân kết thúc ngày 1-3-2023, tiếp nối: Đảng bộ xã Thạnh Ngãi",
                tree.second.path,
                None,
                end,
            ),
        ]

    def test_a_new_code_tells_both_units(self, tree: cast.Tree) -> None:
        found = written(
            lambda: org.rename_unit(
                SYSTEM_ACTOR,
                unit=tree.far.unit,
                successor=cast.draft("Vĩnh Thành", code="99879", parent=tree.other_district),
                on=MARCH,
            )
        )
        new = UnitState.objects.get(unit__code="99879")
        assert found == [
            line(
                "rename_units",
                "unit",
                new.unit_id,
                "Đảng bộ xã Vĩnh Thành → Đảng bộ xã Vĩnh Thành từ ngày 1-3-2023",
                new.path,
                [told(tree.far, valid_to="2023-03-01")],
                {"decision": "", "children": [], **told(new)},
            ),
            line(
                "end_unit",
                "unit",
                tree.far.unit_id,
                "Đảng bộ xã Vĩnh Thành kết thúc ngày 1-3-2023, tiếp nối: Đảng bộ xã Vĩnh Thành",
                tree.far.path,
                None,
                {"on": "2023-03-01", "successor": new.unit_id, "kind": "rename"},
            ),
        ]

    @pytest.mark.parametrize("survives", [False, True])
    def test_a_split_tells_the_parts(self, tree: cast.Tree, survives: bool) -> None:
        found = written(
            lambda: org.split_unit(
                SYSTEM_ACTOR,
                predecessor=tree.second.unit,
                successors=[
                    cast.draft("Nhuận Phú", code="s1", parent=tree.district),
                    cast.draft("Phú Tân", code="s2", parent=tree.district),
                ],
                on=MARCH,
                decision="55",
                survives=survives,
            )
        )
        parts = [told(UnitState.objects.get(unit__code=code)) for code in ("s1", "s2")]
        before = told(tree.second, valid_to=None if survives else "2023-03-01")
        assert found == [
            line(
                "split_unit",
                "unit",
                tree.second.unit_id,
                "Chia tách Đảng bộ xã Nhuận Phú Tân từ ngày 1-3-2023",
                tree.second.path,
                before,
                {"decision": "55", "survives": survives, "successors": parts},
            )
        ]

    def test_an_end_tells_who_takes_over(self, tree: cast.Tree) -> None:
        summary = "Đảng bộ xã Vĩnh Thành kết thúc ngày 1-3-2023"
        found = written(
            lambda: org.dissolve_unit(
                SYSTEM_ACTOR, unit=tree.far.unit, on=MARCH, decision="77", successor=tree.third.unit
            )
        )
        after = {"on": "2023-03-01", "decision": "77", "successor": tree.third.unit_id}
        before = told(tree.far, valid_to="2023-03-01")
        assert found == [
            line("dissolve_unit", "unit", tree.far.unit_id, summary, tree.far.path, before, after)
        ]


class TestTerms:
    def test_a_term_and_its_cut_off_concern_no_unit(self, tree: cast.Tree) -> None:
        top = somebody(RoleCode.ADMINISTRATOR, tree.province)
        added = written(lambda: org.add_term(top, label="2020-2025", first_year=2021, last_year=2025))
        term = cast.make_term()
        after = {"label": "2020-2025", "first_year": 2021, "last_year": 2025, "cut_off": None}
        assert added == [
            line("add_term", "term", term.pk, "Thêm nhiệm kỳ 2020-2025", "/", None, after, ADMINISTRATOR)
        ]
        summary = "Ngày lấy số liệu của nhiệm kỳ 2020-2025: 21-2-2023"
        cut = written(lambda: org.set_cut_off(top, term=term, cut_off=cast.TODAY))
        before, after = {"cut_off": None}, {"cut_off": "2023-02-21"}
        assert cut == [line("set_cut_off", "term", term.pk, summary, "/", before, after, ADMINISTRATOR)]
