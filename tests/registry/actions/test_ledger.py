"""What every act leaves in the ledger of the register, in whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry import actions as registry
from nhiemky.registry.models import Directive, DirectiveFile, DirectiveLink
from nhiemky.registry.vocab import Confidentiality, DirectiveEntry, DirectiveType, LinkKind
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n 1"
DIGEST = hashlib.sha256(PNG).hexdigest()
PLAN = DirectiveEntry(
    type=DirectiveType.PLAN,
    symbol="165-KH/HU",
    issuer_name="Ban Thường vụ Huyện ủy",
    issued_on=date(2022, 9, 28),
    excerpt="sơ kết giữa nhiệm kỳ",
    paper_place="tủ 3",
)
SECRET = replace(
    PLAN,
    symbol="12-BC/HU",
    type=DirectiveType.REPORT,
    confidentiality=Confidentiality.SECRET,
    excerpt="điều kín",
)
Line = dict[str, object]


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.NHIEMKY_FILES = tmp_path


@standing
def plan(tree: cast.Tree) -> Directive:
    return registry.add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)


def written(act: Callable[[], object]) -> list[Line]:
    known = LedgerLine.objects.count()
    act()
    fields = ("act", "object_kind", "object_id", "summary", "branch", "before", "after", "actor_name")
    assert verify().ok
    return [dict(line) for line in LedgerLine.objects.order_by("sequence").values(*fields)[known:]]


def line(act: str, of: Directive, summary: str, branch: str, before: object, after: object) -> Line:
    return {
        "act": act,
        "object_kind": "directive",
        "object_id": str(of.pk),
        "summary": summary,
        "branch": branch,
        "before": before,
        "after": after,
        "actor_name": "Trần Thị Bình",
    }


def told(row: Directive, **changes: object) -> dict[str, object]:
    """Give the plan as the ledger tells it, with what differs."""
    return {
        "type": "ke_hoach",
        "symbol": "165-KH/HU",
        "issuer": None,
        "issuer_name": "Ban Thường vụ Huyện ủy",
        "holder": row.holder_id,
        "term": None,
        "issued_on": "2022-09-28",
        "excerpt": "sơ kết giữa nhiệm kỳ",
        "confidentiality": "noi_bo",
        "paper_place": "tủ 3",
        "congress_resolution": False,
        "withdrawn_at": None,
        **changes,
    }


class TestLines:
    def test_entering(self, tree: cast.Tree) -> None:
        office, unit = cast.office(tree.district), tree.district.unit
        found = written(lambda: registry.add_directive(office, holder=unit, entry=PLAN))
        row = Directive.objects.get()
        summary = "Vào sổ văn bản 165-KH/HU ngày 28-9-2022"
        assert found == [line("add_directive", row, summary, tree.district.path, None, told(row))]

    def test_entering_without_number_names_type_and_excerpt(self, tree: cast.Tree) -> None:
        entry = replace(PLAN, symbol="", issued_on=None, excerpt="x" * 100)
        office, unit = cast.office(tree.district), tree.district.unit
        found = written(lambda: registry.add_directive(office, holder=unit, entry=entry))
        assert found[0]["summary"] == f"Vào sổ văn bản Kế hoạch {'x' * 80}"

    def test_a_secret_line_tells_no_excerpt(self, tree: cast.Tree) -> None:
        office, unit = cast.office(tree.district), tree.district.unit
        found = written(
            lambda: registry.add_directive(
                office, holder=unit, entry=replace(SECRET, symbol="", issued_on=None)
            )
        )
        row = Directive.objects.get()
        after = told(row, type="bao_cao", symbol="", issued_on=None, excerpt=None, confidentiality="mat")
        summary = "Vào sổ văn bản Báo cáo"
        assert found == [line("add_directive", row, summary, tree.district.path, None, after)]
        assert row.excerpt == "điều kín"

    def test_changing(self, tree: cast.Tree, plan: Directive) -> None:
        entry = replace(PLAN, symbol="166-KH/HU", paper_place="")
        office = cast.office(tree.district)
        found = written(lambda: registry.change_directive(office, directive=plan, entry=entry))
        after = told(plan, symbol="166-KH/HU", paper_place="")
        summary = "Sửa văn bản 166-KH/HU ngày 28-9-2022"
        assert found == [line("change_directive", plan, summary, tree.district.path, told(plan), after)]

    def test_a_line_that_becomes_secret_takes_its_excerpt_out_of_both_sides(
        self, tree: cast.Tree, plan: Directive
    ) -> None:
        entry = replace(PLAN, confidentiality=Confidentiality.TOP_SECRET)
        office = cast.office(tree.district)
        found = written(lambda: registry.change_directive(office, directive=plan, entry=entry))
        before, after = told(plan, excerpt=None), told(plan, excerpt=None, confidentiality="toi_mat")
        assert (found[0]["before"], found[0]["after"]) == (before, after)

    def test_a_line_that_is_secret_no_more_tells_its_excerpt_from_then_on(self, tree: cast.Tree) -> None:
        row = registry.add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=SECRET)
        entry = replace(SECRET, confidentiality=Confidentiality.INTERNAL)
        office = cast.office(tree.district)
        found = written(lambda: registry.change_directive(office, directive=row, entry=entry))
        before, after = found[0]["before"], found[0]["after"]
        assert isinstance(before, dict)
        assert isinstance(after, dict)
        assert (before["excerpt"], after["excerpt"]) == (None, "điều kín")

    def test_withdrawing_and_restoring(self, tree: cast.Tree, plan: Directive) -> None:
        office, path = cast.office(tree.district), tree.district.path
        moment = "2023-02-21T03:00:00.000000+00:00"
        gone = written(
            lambda: registry.withdraw_directive(office, directive=plan, reason=" vào\nnhầm ", now=cast.NOW)
        )
        summary = "Rút khỏi sổ văn bản 165-KH/HU ngày 28-9-2022"
        after: dict[str, object] = {"withdrawn_at": moment, "reason": "vào nhầm"}
        assert gone == [line("withdraw_directive", plan, summary, path, {"withdrawn_at": None}, after)]
        back = written(lambda: registry.restore_directive(office, directive=plan))
        summary = "Khôi phục văn bản 165-KH/HU ngày 28-9-2022"
        before, now = {"withdrawn_at": moment}, {"withdrawn_at": None}
        assert back == [line("restore_directive", plan, summary, path, before, now)]

    @pytest.mark.parametrize(
        ("kind", "word"),
        [
            (LinkKind.IMPLEMENTS, "thực hiện"),
            (LinkKind.AMENDS, "sửa đổi, bổ sung"),
            (LinkKind.REPLACES, "thay thế"),
        ],
    )
    def test_linking_and_unlinking(self, tree: cast.Tree, plan: Directive, kind: LinkKind, word: str) -> None:
        above = cast.make_directive("163-KH/TU", holder=tree.province, issued_on=date(2022, 9, 8))
        office, path = cast.office(tree.district), tree.district.path
        facts = {"later": plan.pk, "earlier": above.pk, "kind": kind.value}
        words = f"165-KH/HU ngày 28-9-2022 {word} 163-KH/TU ngày 8-9-2022"
        linked = written(lambda: registry.link(office, later=plan, earlier=above, kind=kind))
        assert linked == [line("link", plan, words, path, None, facts)]
        row = DirectiveLink.objects.get()
        cut = written(lambda: registry.unlink(office, link=row))
        assert cut == [line("unlink", plan, f"Bỏ liên kết: {words}", path, facts, None)]

    def test_the_whole_life_of_a_file(self, tree: cast.Tree, plan: Directive) -> None:
        office, path = cast.office(tree.district), tree.district.path
        kept = written(
            lambda: registry.attach_file(office, directive=plan, name="Kế hoạch.png", data=PNG, now=cast.NOW)
        )
        row = DirectiveFile.objects.get()
        facts = {"file": row.pk, "sha256": DIGEST, "size": len(PNG), "reason": ""}
        symbol = "văn bản 165-KH/HU ngày 28-9-2022"
        assert kept == [line("attach_file", plan, f"Lưu tệp của {symbol}", path, None, facts)]
        taken = written(lambda: registry.hand_out_file(office, file=row))
        assert taken == [line("hand_out_file", plan, f"Tải tệp của {symbol}", path, None, facts)]
        removed = written(lambda: registry.remove_file(office, file=row, now=cast.NOW))
        assert removed == [line("remove_file", plan, f"Gỡ tệp của {symbol}", path, None, facts)]
        purged = written(lambda: registry.purge_file(office, file=row, reason=" nhầm ", now=cast.NOW))
        after = {**facts, "reason": "nhầm"}
        assert purged == [line("purge_file", plan, f"Hủy nội dung tệp của {symbol}", path, None, after)]
