"""Names instead of numbers in what the ledger says."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.history.actions import record
from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Json
from nhiemky.org import actions
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from nhiemky.registry.vocab import DirectiveType
from nhiemky.web.ledger.diff import Change, changes
from nhiemky.web.ledger.names import Names
from tests import cast_targets
from tests.cast import Tree, draft, make_directive, make_person, make_position, make_term, make_user
from tests.cast_boards import place_of
from tests.cast_world_campaign import make_campaigning
from tests.web.conftest import visitor
from tests.web.reading import Page, get


def noted(
    tree: Tree, *, before: Json = None, after: Json = None, kind: str = "unit", number: object = "",
    branch: str = "",
) -> str:  # fmt: skip
    """Write a line about the commune and give its address."""
    line = record(
        SYSTEM_ACTOR, act="change_unit", object_kind=kind, object_id=number or tree.commune.unit_id, summary="việc",
        branch=branch or tree.commune.path, before=before, after=after,
    )  # fmt: skip
    return f"/nhat-ky/{line.sequence}/"


def last(act: str) -> str:
    return f"/nhat-ky/{LedgerLine.objects.filter(act=act).latest('sequence').sequence}/"


def row(page: Page, label: str) -> list[str]:
    """Give the cells of one field: its name, before, after, notes beside their values."""
    return next(cells for cells in page.rows if cells[0] == label)


def test_a_unit_is_named_with_its_number_as_a_note(administrator: Client, tree: Tree) -> None:
    actions.change_unit(
        SYSTEM_ACTOR, unit=tree.commune.unit, on=date(2022, 1, 1), parent=tree.other_district.unit
    )
    page = get(administrator, last("change_unit"))
    old, new = tree.district.unit_id, tree.other_district.unit_id
    assert row(page, "Cấp trên") == [
        "Cấp trên",
        f"Đảng bộ huyện Mỏ Cày Bắcmã {old}",
        f"Đảng bộ huyện Chợ Láchmã {new}",
    ]
    parent = "//tr[td[1]='Cấp trên']"
    assert page.texts(f"{parent}/td/span[@class='cell-note']") == [f"mã {old}", f"mã {new}"]
    assert page.texts(f"{parent}//del") == ["Đảng bộ huyện Mỏ Cày Bắc"]
    own = tree.commune.unit_id
    assert page.facts()["Đối tượng"] == f"đơn vị: Đảng bộ xã Tân Thanh Tây mã {own}"


def test_a_path_is_read_from_the_root_down(administrator: Client, tree: Tree) -> None:
    page = get(administrator, noted(tree, after={"path": tree.commune.path}))
    assert row(page, "Vị trí trong cây")[2] == (
        f"Đảng bộ tỉnh Bến Tre › Đảng bộ huyện Mỏ Cày Bắc › Đảng bộ xã Tân Thanh Tâymã {tree.commune.path}"
    )


def test_a_position_names_person_and_unit(administrator: Client, tree: Tree) -> None:
    who = make_person("Lê Thị Hoa", keeper=tree.commune)
    make_position(who, tree.second, "Bí thư")
    page = get(administrator, last("add_position"))
    assert page.facts()["Đối tượng"] == f"cán bộ: Lê Thị Hoa mã {who.pk}"
    assert row(page, "Đơn vị")[2] == f"Đảng bộ xã Nhuận Phú Tânmã {tree.second.unit_id}"


def test_an_account_names_its_person(administrator: Client, tree: Tree) -> None:
    user = make_user("lethihoa", unit=tree.commune, full_name="Lê Thị Hoa")
    page = get(administrator, last("add_account"))
    assert page.facts()["Đối tượng"] == f"tài khoản: Lê Thị Hoa, lethihoa mã {user.pk}"
    assert row(page, "Cán bộ")[2] == f"Lê Thị Hoamã {user.person_id}"


def test_documents_and_terms_are_named(administrator: Client, tree: Tree) -> None:
    term = make_term("2020-2025")
    earlier = make_directive("1-NQ/HU", holder=tree.district, type=DirectiveType.RESOLUTION)
    later = make_directive("2-KH/HU", holder=tree.district, term=term, implements=earlier)
    page = get(administrator, last("link"))
    assert row(page, "Văn bản sau")[2] == f"Kế hoạch 02-KH/HUmã {later.pk}"
    assert row(page, "Văn bản trước")[2].endswith(f"01-NQ/HUmã {earlier.pk}")
    added = LedgerLine.objects.filter(act="add_directive", object_id=str(later.pk)).latest("sequence")
    entered = get(administrator, f"/nhat-ky/{added.sequence}/")
    assert row(entered, "Nhiệm kỳ")[2] == f"2020-2025mã {term.pk}"
    assert row(entered, "Đơn vị giữ sổ")[2] == f"Đảng bộ huyện Mỏ Cày Bắcmã {tree.district.unit_id}"


def test_a_target_is_named_by_number_and_wording(administrator: Client, tree: Tree) -> None:
    target = cast_targets.make_target(
        place_of(tree.commune), make_term("2020-2025"), "1", name="Thu nhập bình quân đầu người"
    )
    page = get(administrator, last("target.added"))
    assert page.facts()["Đối tượng"] == f"chỉ tiêu: 1. Thu nhập bình quân đầu người mã {target.pk}"


def test_units_of_a_merger_are_named_within_lists(administrator: Client, tree: Tree) -> None:
    new = draft("Thạnh Nhuận", code="28990", parent=tree.district)
    actions.merge_units(
        SYSTEM_ACTOR, predecessors=[tree.second.unit, tree.third.unit], successor=new, on=date(2023, 2, 1)
    )
    page = get(administrator, last("merge_units"))
    assert row(page, "2 · Đơn vị")[1] == f"Đảng bộ xã Thạnh Ngãimã {tree.third.unit_id}"
    ended = get(administrator, last("end_unit"))
    assert row(ended, "Đơn vị kế tiếp")[2].startswith("Đảng bộ xã Thạnh Nhuậnmã ")


def test_a_unit_is_named_as_it_was_when_the_line_was_written(administrator: Client, tree: Tree) -> None:
    actions.change_unit(SYSTEM_ACTOR, unit=tree.district.unit, on=date(2024, 1, 1), name="Đảng bộ huyện Mới")
    page = get(administrator, noted(tree, after={"parent": tree.district.unit_id}))
    assert row(page, "Cấp trên")[2] == f"Đảng bộ huyện Mỏ Cày Bắcmã {tree.district.unit_id}"


def test_what_may_not_be_seen_keeps_its_number(tree: Tree) -> None:
    """The administrator of the commune knows the units above by name, but nothing of the branch beside."""
    hidden = make_person("Võ Văn Xa", keeper=tree.far)
    after = {
        "keeper": tree.far.unit_id,
        "parent": tree.district.unit_id,
        "person": hidden.pk,
        "later": 999999,
    }
    client = visitor(RoleCode.ADMINISTRATOR, tree.commune, "quantrixa")
    page = get(client, noted(tree, after=after))
    assert {cells[0]: cells[2] for cells in page.rows} == {
        "Đơn vị quản lý hồ sơ": f"mã {tree.far.unit_id}",
        "Cấp trên": f"Đảng bộ huyện Mỏ Cày Bắcmã {tree.district.unit_id}",
        "Cán bộ": f"mã {hidden.pk}",
        "Văn bản sau": "mã 999999",
    }
    assert "Võ Văn Xa" not in page.root.text_content()


@pytest.mark.parametrize("kind", ["target", "person", "account", "directive", "term", "batch", "report"])
def test_an_object_that_is_no_more_keeps_its_number(administrator: Client, tree: Tree, kind: str) -> None:
    page = get(administrator, noted(tree, kind=kind, number=999999))
    assert page.facts()["Đối tượng"].endswith(" mã 999999")
    assert ":" not in page.facts()["Đối tượng"]


def test_a_line_asks_as_often_for_many_names_as_for_one(administrator: Client, tree: Tree) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            get(administrator, address)
        return len(captured)

    people = [make_person(f"Người {number}", keeper=tree.commune) for number in range(3)]
    units = [state.unit_id for state in (tree.commune, tree.second, tree.third)]
    one = noted(tree, after=[{"unit": units[0], "person": people[0].pk}])
    many = noted(
        tree, after=[{"unit": unit, "person": who.pk} for unit, who in zip(units, people, strict=True)]
    )
    asked(one)
    assert asked(many) == asked(one)


NAMES = Names({"unit": {1: "Bến Tre", 4: "Mỏ Cày Bắc"}, "term": {2: "2020-2025"}})


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("unit", "4", ("Mỏ Cày Bắc", "4")),
        ("parent", "9", ("", "9")),
        ("path", "/1/4/", ("Bến Tre › Mỏ Cày Bắc", "/1/4/")),
        ("path", "/1/9/", ("Bến Tre › 9", "/1/9/")),
        ("path", "/", None),
        ("term", "2", ("2020-2025", "2")),
        ("term", "2020-2025", None),
        ("parent", "–", None),
        ("unit", "", None),
        ("value", "4", None),
    ],
)
def test_names_are_read_by_the_field(key: str, text: str, expected: tuple[str, str] | None) -> None:
    assert NAMES.read(key, text) == expected


def test_changes_carry_the_numbers_as_notes() -> None:
    assert changes({"parent": 1, "name": "A"}, {"parent": 4, "name": "A"}, NAMES) == (
        Change("Cấp trên", "Bến Tre", "Mỏ Cày Bắc", True, "mã 1", "mã 4"),
        Change("Tên", "A", "A", False),
    )
    assert changes(None, {"unit": 7}) == (Change("Đơn vị", "", "mã 7", True),)


def test_things_of_campaigns_are_named(administrator: Client, tree: Tree) -> None:
    made = make_campaigning(place_of(tree.commune), make_term("2020-2025"), "KKK")
    after = {
        "campaign": made.campaign.pk,
        "reviews": [made.review.pk, 404],
        "visit": made.visit.pk,
        "first_finding": made.finding.pk,
        "round": "Vòng một",
    }
    page = get(administrator, noted(tree, after=after, kind="finding", number=made.finding.pk))
    assert page.facts()["Đối tượng"] == f"nội dung ghi nhận: Hạn chế KKK mã {made.finding.pk}"
    assert {cells[0]: cells[2] for cells in page.rows} == {
        "Đợt sơ kết": f"Sơ kết KKKmã {made.campaign.pk}",
        "Việc sơ kết": f"Đảng bộ xã Tân Thanh Tây; 404mã {made.review.pk}, 404",
        "Nơi khảo sát": f"Ngành KKKmã {made.visit.pk}",
        "Nội dung trước": f"Hạn chế KKKmã {made.finding.pk}",
        "Vòng": "Vòng một",
    }


def test_above_a_campaign_stands_a_campaign_and_above_a_unit_a_unit(
    administrator: Client, tree: Tree
) -> None:
    made = make_campaigning(place_of(tree.commune), make_term("2020-2025"), "KKK")
    number = made.campaign.pk
    found = {
        kind: row(
            get(administrator, noted(tree, after={"parent": number}, kind=kind, number=number)), "Cấp trên"
        )[2]
        for kind in ("campaign", "unit")
    }
    assert found["campaign"] == f"Sơ kết KKKmã {number}"
    assert "Sơ kết" not in found["unit"]
