"""Keeping lines of the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry.actions import (
    add_directive,
    attach_file,
    change_directive,
    restore_directive,
    withdraw_directive,
)
from nhiemky.registry.models import Directive
from nhiemky.registry.queries import directives
from nhiemky.registry.vocab import Confidentiality, DirectiveEntry, DirectiveType
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

PLAN = DirectiveEntry(
    type=DirectiveType.PLAN,
    symbol="165-KH/HU",
    issuer_name="Ban Thường vụ Huyện ủy Mỏ Cày Bắc",
    issued_on=date(2022, 9, 28),
    excerpt="sơ kết giữa nhiệm kỳ thực hiện nghị quyết đại hội đảng bộ các cấp",
)


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


def last_line() -> LedgerLine:
    return LedgerLine.objects.order_by("-sequence")[0]


class TestAdd:
    @pytest.mark.parametrize(
        "symbol",
        ["165-KH/HU", "165 -KH/HU", "Số: 165-KH/HU", "165/KH-HU", "165-kh/hu", "Số 165-KH/HU", "165 KH HU"],
    )
    def test_a_symbol_is_kept_in_its_one_writing(self, tree: cast.Tree, symbol: str) -> None:
        row = add_directive(
            cast.office(tree.district), holder=tree.district.unit, entry=replace(PLAN, symbol=symbol)
        )
        assert (row.number, row.number_suffix, row.symbol, row.symbol_key) == (
            165,
            "",
            "165-KH/HU",
            "165-kh/hu",
        )

    def test_every_field_is_kept(self, tree: cast.Tree) -> None:
        term = cast.make_term()
        entry = replace(
            PLAN,
            term_id=term.pk,
            issuer_id=tree.district.unit_id,
            confidentiality=Confidentiality.PUBLIC,
            paper_place=" tủ 3 ",
            congress_resolution=True,
        )
        row = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=entry, illustrative=True)
        kept = Directive.objects.get(pk=row.pk)
        assert (kept.term, kept.issuer, kept.holder) == (term, tree.district.unit, tree.district.unit)
        assert (kept.type, kept.confidentiality, kept.paper_place) == ("ke_hoach", "cong_khai", "tủ 3")
        assert (kept.congress_resolution, kept.illustrative, kept.issued_on) == (
            True,
            True,
            date(2022, 9, 28),
        )
        assert str(kept) == "165-KH/HU"

    def test_a_directive_without_number_is_kept(self, tree: cast.Tree) -> None:
        entry = replace(
            PLAN, type=DirectiveType.DECISION, symbol="", issued_on=None, excerpt="thành lập Tổ biên tập"
        )
        first = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=entry)
        second = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=entry)
        assert (first.number, first.symbol, str(second)) == (None, "", "thành lập Tổ biên tập")

    def test_it_leaves_a_line(self, tree: cast.Tree) -> None:
        row = add_directive(cast.office(tree.district), holder=tree.district.unit, entry=PLAN)
        line = last_line()
        assert (line.act, line.object_kind, line.object_id) == ("add_directive", "directive", str(row.pk))
        assert line.summary == "Vào sổ văn bản 165-KH/HU ngày 28-9-2022"
        assert line.branch == tree.district.path

    @pytest.mark.parametrize(
        ("changes", "fields"),
        [
            ({"symbol": "không phải ký hiệu"}, ["symbol"]),
            ({"symbol": "163-KH/TU và 165-KH/HU"}, ["symbol"]),
            ({"type": DirectiveType.PROGRAMME}, ["type"]),
            ({"type": DirectiveType.DECISION}, ["type"]),
            ({"issuer_name": " "}, ["issuer_name"]),
            ({"issuer_name": "x" * 201}, ["issuer_name"]),
            ({"excerpt": ""}, ["excerpt"]),
            ({"paper_place": "x" * 201}, ["paper_place"]),
            ({"symbol": "x", "issuer_name": "", "excerpt": ""}, ["symbol", "issuer_name", "excerpt"]),
        ],
    )
    def test_what_cannot_be_kept_is_refused_by_field(
        self, tree: cast.Tree, changes: dict[str, object], fields: list[str]
    ) -> None:
        entry = replace(PLAN, **changes)  # type: ignore[arg-type]
        with pytest.raises(Invalid) as refused:
            add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=entry)
        assert [error.field for error in refused.value.errors] == fields

    def test_the_symbol_qd_is_both_decision_and_regulation(self, tree: cast.Tree) -> None:
        for number, kind in ((66, DirectiveType.REGULATION), (67, DirectiveType.DECISION)):
            entry = replace(PLAN, type=kind, symbol=f"{number}-QĐ/TW")
            assert (
                add_directive(SYSTEM_ACTOR, holder=tree.province.unit, entry=entry).symbol
                == f"{number}-QĐ/TW"
            )

    @pytest.mark.parametrize("somebody", [cast.leader, cast.administrator, cast.overseer])
    def test_it_is_denied_to_all_but_the_office(self, tree: cast.Tree, somebody: object) -> None:
        with pytest.raises(Denied):
            add_directive(somebody(tree.district), holder=tree.district.unit, entry=PLAN)  # type: ignore[operator]

    def test_it_is_denied_to_other_offices(self, tree: cast.Tree) -> None:
        for office in (
            cast.office(tree.province),
            cast.office(tree.commune),
            cast.office(tree.other_district),
        ):
            with pytest.raises(Denied):
                add_directive(office, holder=tree.district.unit, entry=PLAN)


class TestUniqueness:
    def test_the_same_number_of_issuer_term_and_type_is_refused(self, tree: cast.Tree) -> None:
        entry = replace(PLAN, term_id=cast.make_term().pk)
        add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=entry)
        for same in (
            entry,
            replace(entry, symbol="165/KH-HU", issuer_name="ban thường vụ HUYỆN UỶ Mỏ Cày Bắc"),
        ):
            with pytest.raises(Conflict, match="165-KH/HU"):
                add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=same)

    def test_another_term_type_issuer_number_or_suffix_is_another_document(self, tree: cast.Tree) -> None:
        entry = replace(PLAN, term_id=cast.make_term().pk)
        others = [
            entry,
            replace(entry, term_id=cast.make_term("2015-2020").pk),
            replace(entry, term_id=None),
            replace(entry, type=DirectiveType.REPORT, symbol="165-BC/HU"),
            replace(entry, issuer_name="Huyện ủy Chợ Lách"),
            replace(entry, symbol="166-KH/HU"),
            replace(entry, symbol="165a-KH/HU"),
        ]
        rows = [add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=each) for each in others]
        assert len({row.pk for row in rows}) == 7

    def test_01_kl_tw_comes_again_every_term(self, tree: cast.Tree) -> None:
        for label, day in (("2015-2020", date(2016, 4, 4)), ("2020-2025", date(2021, 5, 18))):
            cast.make_directive(
                "01-KL/TW",
                holder=tree.province,
                type=DirectiveType.CONCLUSION,
                issuer_name="Bộ Chính trị",
                term=cast.make_term(label),
                issued_on=day,
            )
        assert [row.issued_on for row in directives(SYSTEM_ACTOR, text="01-KL/TW")] == [
            date(2021, 5, 18),
            date(2016, 4, 4),
        ]

    def test_what_a_unit_above_holds_is_not_entered_again_but_a_unit_beside_may(
        self, tree: cast.Tree
    ) -> None:
        add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)
        with pytest.raises(Conflict):
            add_directive(cast.office(tree.commune), holder=tree.commune.unit, entry=PLAN)
        assert add_directive(cast.office(tree.far), holder=tree.far.unit, entry=PLAN).symbol == "165-KH/HU"

    @pytest.mark.parametrize("with_term", [True, False])
    def test_the_database_refuses_it_too(self, tree: cast.Tree, with_term: bool) -> None:
        entry = replace(PLAN, term_id=cast.make_term().pk if with_term else None)
        row = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=entry)
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


class TestChange:
    def test_another_entry_takes_its_place(self, tree: cast.Tree) -> None:
        row = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)
        changed = change_directive(
            cast.office(tree.district), directive=row, entry=replace(PLAN, symbol="166-KH/HU", excerpt="khác")
        )
        assert (changed.symbol, changed.excerpt) == ("166-KH/HU", "khác")
        assert list(directives(SYSTEM_ACTOR, text="165-KH/HU")) == []
        line = last_line()
        assert line.before is not None
        assert line.after is not None
        assert (line.before["symbol"], line.after["symbol"]) == ("165-KH/HU", "166-KH/HU")

    def test_it_is_refused_without_a_change_for_a_used_number_and_when_withdrawn(
        self, tree: cast.Tree
    ) -> None:
        row = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)
        add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=replace(PLAN, symbol="166-KH/HU"))
        with pytest.raises(Invalid, match="Không có gì thay đổi"):
            change_directive(SYSTEM_ACTOR, directive=row, entry=PLAN)
        with pytest.raises(Conflict, match="166-KH/HU"):
            change_directive(SYSTEM_ACTOR, directive=row, entry=replace(PLAN, symbol="166-KH/HU"))
        withdraw_directive(SYSTEM_ACTOR, directive=row, reason="nhầm", now=cast.NOW)
        with pytest.raises(Conflict, match="đã rút"):
            change_directive(SYSTEM_ACTOR, directive=row, entry=replace(PLAN, excerpt="khác"))

    def test_it_is_denied_to_others(self, tree: cast.Tree) -> None:
        row = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)
        with pytest.raises(Denied):
            change_directive(cast.office(tree.commune), directive=row, entry=replace(PLAN, excerpt="khác"))


class TestSecret:
    ENTRY = replace(
        PLAN, confidentiality=Confidentiality.SECRET, excerpt="", paper_place="két sắt phòng cơ yếu"
    )

    def test_the_line_may_stand_without_excerpt(self, tree: cast.Tree) -> None:
        row = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=self.ENTRY)
        assert (row.excerpt, row.paper_place) == ("", "két sắt phòng cơ yếu")

    def test_the_excerpt_stays_out_of_the_ledger(self, tree: cast.Tree) -> None:
        row = add_directive(
            SYSTEM_ACTOR, holder=tree.district.unit, entry=replace(self.ENTRY, excerpt="nội dung kín")
        )
        change_directive(SYSTEM_ACTOR, directive=row, entry=replace(self.ENTRY, excerpt="nội dung kín khác"))
        written = str(
            list(LedgerLine.objects.filter(object_kind="directive").values("summary", "before", "after"))
        )
        assert "nội dung kín" not in written

    def test_a_directive_with_a_file_does_not_become_secret(self, tree: cast.Tree) -> None:
        row = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)
        attach_file(SYSTEM_ACTOR, directive=row, name="kh.png", data=b"\x89PNG\r\n....", now=cast.NOW)
        with pytest.raises(Conflict, match="hủy hẳn các tệp"):
            change_directive(SYSTEM_ACTOR, directive=row, entry=self.ENTRY)


class TestWithdraw:
    def test_a_line_is_withdrawn_and_restored(self, tree: cast.Tree) -> None:
        row = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)
        office = cast.office(tree.district)
        withdraw_directive(office, directive=row, reason="vào sổ nhầm", now=cast.NOW)
        assert list(directives(SYSTEM_ACTOR)) == []
        assert list(directives(SYSTEM_ACTOR, withdrawn=True)) == [row]
        assert restore_directive(office, directive=row).withdrawn_at is None
        assert list(directives(SYSTEM_ACTOR)) == [row]
        acts = list(LedgerLine.objects.order_by("sequence").values_list("act", flat=True))
        assert acts[-3:] == ["add_directive", "withdraw_directive", "restore_directive"]

    def test_its_number_is_free_again_and_then_it_cannot_come_back(self, tree: cast.Tree) -> None:
        row = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)
        withdraw_directive(SYSTEM_ACTOR, directive=row, reason="", now=cast.NOW)
        add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)
        with pytest.raises(Conflict, match="165-KH/HU"):
            restore_directive(SYSTEM_ACTOR, directive=row)

    def test_twice_is_refused(self, tree: cast.Tree) -> None:
        row = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)
        with pytest.raises(Conflict, match="đang có trong sổ"):
            restore_directive(SYSTEM_ACTOR, directive=row)
        withdraw_directive(SYSTEM_ACTOR, directive=row, reason="", now=cast.NOW)
        with pytest.raises(Conflict, match="đã rút"):
            withdraw_directive(SYSTEM_ACTOR, directive=row, reason="", now=cast.NOW)

    def test_it_is_denied_to_others(self, tree: cast.Tree) -> None:
        row = add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)
        with pytest.raises(Denied):
            withdraw_directive(cast.leader(tree.district), directive=row, reason="", now=cast.NOW)
        with pytest.raises(Denied):
            restore_directive(cast.office(tree.province), directive=row)
