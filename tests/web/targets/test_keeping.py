"""Adding, changing, taking out and bringing back targets on screen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from nhiemky.history.models import LedgerLine
from nhiemky.kernel.scoring import Comparator, Kind, Method
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions
from nhiemky.targets.models import Target
from nhiemky.targets.queries import row_of
from nhiemky.targets.vocab import RollUpRule, TargetRow
from tests import cast
from tests.web.reading import Page, get, post, read
from tests.web.targets.conftest import browser_of
from tests.web.targets.scene import Scene, add, poor_households, record

GIVEN = {
    "number": "2",
    "name": "Tỷ lệ hộ nghèo còn dưới 3%",
    "group": "Xã hội",
    "unit_of_measure": "%",
    "comparator": "below",
    "target": "3",
    "low": "",
    "high": "",
    "baseline": "10,5",
    "baseline_year": "2020",
    "due": "31/12/2024",
    "kind": "snapshot",
    "method": "linear",
    "parent_number": "",
    "counted": "on",
    "main": "on",
    "owner": "Ban Dân vận",
    "code": "HN",
    "roll_up": "none",
    "note": "theo chuẩn mới",
    "seen": "",
    "phased_2021": "8",
    "phased_2022": "6,5",
    "phased_2023": "",
    "phased_2024": "",
    "phased_2025": "",
}
STATED = TargetRow(
    number="2",
    name="Tỷ lệ hộ nghèo còn dưới 3%",
    comparator=Comparator.BELOW,
    target=Decimal(3),
    baseline=Decimal("10.5"),
    baseline_year=2020,
    unit_of_measure="%",
    group="Xã hội",
    code="HN",
    due=date(2024, 12, 31),
    kind=Kind.SNAPSHOT,
    method=Method.LINEAR,
    roll_up=RollUpRule.NONE,
    main=True,
    counted=True,
    owner="Ban Dân vận",
    note="theo chuẩn mới",
    phased=((2021, Decimal(8)), (2022, Decimal("6.5"))),
)


def kept(number: str = "2") -> TargetRow:
    return row_of(Target.objects.get(number=number))


def test_a_target_is_added_as_it_is_stated(office: Client, commune: Scene) -> None:
    page = post(office, "/chi-tieu/them/", **GIVEN)
    assert page.messages == ["Đã thêm chỉ tiêu 2."]
    assert page.heading == "2. Tỷ lệ hộ nghèo còn dưới 3%"
    assert kept() == STATED
    assert LedgerLine.objects.filter(act="target.added").count() == 1


def test_kind_and_method_may_be_left_open(office: Client, commune: Scene) -> None:
    post(office, "/chi-tieu/them/", **{**GIVEN, "kind": "", "method": ""})
    assert (kept().kind, kept().method) == (None, None)


def test_a_range_and_a_parent_are_kept(office: Client, commune: Scene) -> None:
    add(commune, "1")
    given = {
        **GIVEN,
        "comparator": "between",
        "target": "",
        "low": "5",
        "high": "7",
        "parent_number": "1",
        "method": "",
    }
    post(office, "/chi-tieu/them/", **given)
    assert (kept().low, kept().high, kept().parent_number) == (Decimal(5), Decimal(7), "1")


def test_flags_left_out_are_no(office: Client, commune: Scene) -> None:
    post(
        office,
        "/chi-tieu/them/",
        **{key: value for key, value in GIVEN.items() if key not in ("counted", "main")},
    )
    assert (kept().counted, kept().main, kept().breakthrough) == (False, False, False)


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("number", "", "Chưa nhập mục này."),
        ("name", "  ", "Chưa nhập mục này."),
        ("target", "ba", "Không thấy số trong ô “ba”."),
        ("target", "1.428", "“1.428” có thể là 1428 hoặc 1,428. Đề nghị ghi lại: 1428 hoặc 1,428."),
        ("target", "5 con trâu", "Cần một con số, ví dụ 1340 hoặc 63,2."),
        ("baseline", "12-13%", "Cần một con số, ví dụ 1340 hoặc 63,2."),
        ("target", "9" * 30, "Số có quá nhiều chữ số, không dùng làm số liệu được."),
        ("target", "1234567890123", "Chỉ tiêu nghị quyết: Số quá lớn"),
        ("baseline_year", "hai nghìn", "Cần một năm, ví dụ 2020."),
        ("baseline_year", "1900", "Năm gốc 1900 không hợp lệ."),
        ("due", "31-2-2024", ""),
        ("due", "31-12-2050", "Hạn hoàn thành nằm ngoài nhiệm kỳ."),
        ("method", "range", "Cách tính không dùng được với kiểu so sánh đã chọn."),
        ("phased_2023", "x y z", "Không thấy số"),
        ("group", "a" * 151, "Lĩnh vực dài quá 150 ký tự."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    office: Client, commune: Scene, field: str, text: str, message: str
) -> None:
    page = post(office, "/chi-tieu/them/", **{**GIVEN, field: text})
    assert page.status == 422
    assert [error for error in page.errors(field) if error.startswith(message)] != []
    assert page.value("owner") == "Ban Dân vận"
    assert Target.objects.count() == 0


def test_a_number_that_is_taken_is_said_so(office: Client, commune: Scene) -> None:
    add(commune, "2")
    page = post(office, "/chi-tieu/them/", **GIVEN)
    assert page.errors("number") == ["Số thứ tự 2 đã có chỉ tiêu khác."]


def test_groups_in_use_are_offered(office: Client, commune: Scene) -> None:
    add(commune, "1", group="Kinh tế")
    add(commune, "3", group="Xã hội")
    page = get(office, "/chi-tieu/them/")
    assert [option.get("value") for option in page.root.xpath("//datalist[@id='id_group_chon']/option")] == [
        "Kinh tế",
        "Xã hội",
    ]


def test_years_of_the_term_are_asked_for(office: Client, commune: Scene) -> None:
    page = get(office, "/chi-tieu/them/")
    assert page.texts("//div[contains(@class, 'years')]//label") == [
        f"Năm {year} không bắt buộc" for year in range(2021, 2026)
    ]


def test_every_kind_and_method_is_explained(office: Client, commune: Scene) -> None:
    page = get(office, "/chi-tieu/them/")
    assert list(page.facts()) == [
        "Số mới nhất",
        "Cộng các kỳ",
        "Lũy kế từ đầu nhiệm kỳ",
        "Bình quân các kỳ",
        "Xét từng kỳ",
        "Tỷ lệ so với chỉ tiêu",
        "So với mức gốc",
        "Tỷ lệ nghịch",
        "Đạt hoặc không đạt",
        "Theo khoảng",
        "Theo mức hoàn thành",
    ]
    assert page.facts()["Tỷ lệ so với chỉ tiêu"] == "Thực hiện chia cho chỉ tiêu, nhân 100."


@pytest.mark.parametrize(
    ("asked", "kind", "method"),
    [
        ({"name": "Thu nhập", "comparator": "at_least", "target": "65"}, "Số mới nhất", "Tỷ lệ so với chỉ tiêu"),
        ({"name": "Kết nạp trong nhiệm kỳ", "comparator": "at_least", "target": "40"}, "Cộng các kỳ", "Tỷ lệ so với chỉ tiêu"),
        ({"name": "Tăng bình quân hằng năm", "comparator": "above", "target": "0"}, "Bình quân các kỳ", "Đạt hoặc không đạt"),
        ({"name": "Hộ nghèo", "comparator": "at_most", "target": "3", "baseline": "10"}, "Số mới nhất", "So với mức gốc"),
        ({"name": "Hộ nghèo", "comparator": "at_most", "target": "3"}, "Số mới nhất", "Tỷ lệ nghịch"),
        ({"name": "Khoảng", "comparator": "between", "low": "1", "high": "2"}, "Số mới nhất", "Theo khoảng"),
        ({"name": "Xây trụ sở", "comparator": "done"}, "Số mới nhất", "Theo mức hoàn thành"),
        ({"name": "Sai", "comparator": "nothing"}, "Số mới nhất", "–"),
    ],
)  # fmt: skip
def test_what_is_inferred_is_said_while_typing(
    office: Client, commune: Scene, asked: dict[str, str], kind: str, method: str
) -> None:
    page = get(office, "/chi-tieu/suy-ra/", **asked)
    said = f"Nếu để trống, hệ thống suy ra: cách lấy kết quả là “{kind}”, cách tính là “{method}”."
    assert page.texts("//p") == [said]


@pytest.mark.parametrize("address", ["/chi-tieu/them/", "/chi-tieu/suy-ra/"])
def test_only_the_office_adds_targets(leader: Client, overseer: Client, commune: Scene, address: str) -> None:
    assert get(leader, address).status == 403
    assert get(overseer, address).status == 403


def test_the_office_of_another_unit_adds_none_here(commune: Scene) -> None:
    district = browser_of(cast.make_user_with_role(RoleCode.OFFICE, commune.district.state))
    assert get(district, "/chi-tieu/them/", **{"don-vi": "28927"}).status == 403
    assert post(district, "/chi-tieu/them/?don-vi=28927", **GIVEN).status == 403
    assert Target.objects.count() == 0


def test_the_form_of_a_change_holds_what_stands(office: Client, commune: Scene) -> None:
    target = add(commune, "2", STATED)
    page = get(office, f"/chi-tieu/{target.pk}/sua/")
    shown = {name: page.value(name) for name in GIVEN if name not in ("seen", "counted", "main", "due")}
    expected = {name: text for name, text in GIVEN.items() if name in shown}
    assert shown == expected
    assert page.value("due") == "31-12-2024"


def change(client: Client, row: Target, **given: str) -> Page:
    seen = get(client, f"/chi-tieu/{row.pk}/sua/").value("seen")
    return post(client, f"/chi-tieu/{row.pk}/sua/", **{**GIVEN, "seen": seen, **given})


def test_a_target_is_changed_and_the_ledger_keeps_what_changed(office: Client, commune: Scene) -> None:
    target = add(commune, "2", STATED)
    change(office, target, target="2,5", phased_2023="5", owner="Ủy ban")
    assert kept() == STATED._replace(
        target=Decimal("2.5"), owner="Ủy ban", phased=(*STATED.phased, (2023, Decimal(5)))
    )
    line = LedgerLine.objects.get(act="target.changed")
    assert sorted(line.after) == ["owner", "phased", "target"]


def test_an_illustrative_target_stays_marked(office: Client, commune: Scene) -> None:
    target = add(commune, "2", STATED._replace(illustrative=True))
    change(office, target, owner="Ủy ban")
    assert kept() == STATED._replace(illustrative=True, owner="Ủy ban")


def test_who_was_slower_is_told_and_keeps_what_was_typed(office: Client, commune: Scene) -> None:
    target = add(commune, "2", STATED)
    seen = get(office, f"/chi-tieu/{target.pk}/sua/").value("seen")
    actions.change_target(commune.place.office, target=target, row=STATED._replace(owner="Người khác"))
    page = post(office, f"/chi-tieu/{target.pk}/sua/", **{**GIVEN, "seen": seen, "owner": "Của tôi"})
    assert page.status == 422
    assert page.summary[0].startswith("Chỉ tiêu vừa được người khác sửa sau khi đồng chí mở trang.")
    assert page.value("owner") == "Của tôi"
    assert kept().owner == "Người khác"


def test_a_target_cannot_be_its_own_parent(office: Client, commune: Scene) -> None:
    target = add(commune, "2", STATED)
    page = get(office, f"/chi-tieu/{target.pk}/sua/")
    assert [option.get("value") for option in page.root.xpath("//select[@name='parent_number']/option")] == [
        ""
    ]


@pytest.mark.parametrize("act", ["sua", "dua-ra"])
def test_only_the_office_changes_targets(leader: Client, overseer: Client, commune: Scene, act: str) -> None:
    target = add(commune, "2", STATED)
    address = f"/chi-tieu/{target.pk}/{act}/"
    assert [get(leader, address).status, get(overseer, address).status] == [403, 403]
    assert [post(leader, address, **GIVEN, reason="x").status, post(overseer, address, **GIVEN).status] == [
        403,
        403,
    ]
    assert kept() == STATED


@pytest.mark.parametrize("act", ["sua", "dua-ra"])
def test_what_is_not_there_is_not_found(office: Client, commune: Scene, act: str) -> None:
    assert get(office, f"/chi-tieu/999/{act}/").status == 404


def test_a_target_is_taken_out_with_a_reason_and_brought_back(office: Client, commune: Scene) -> None:
    target = add(commune, "2", poor_households())
    record(commune.place, target, "6.5")
    assert get(office, f"/chi-tieu/{target.pk}/dua-ra/").heading == "Đưa chỉ tiêu 2 ra khỏi danh sách"
    page = post(office, f"/chi-tieu/{target.pk}/dua-ra/", reason="Nghị quyết điều chỉnh")
    assert page.messages == ["Đã đưa chỉ tiêu 2 ra khỏi danh sách. Có thể khôi phục ở cuối trang này."]
    target.refresh_from_db()
    assert target.removed_at is not None
    page = post(office, f"/chi-tieu/{target.pk}/khoi-phuc/")
    assert page.messages == ["Đã khôi phục chỉ tiêu 2."]
    target.refresh_from_db()
    assert target.removed_at is None


def test_a_removal_needs_its_reason(office: Client, commune: Scene) -> None:
    target = add(commune, "2", poor_households())
    page = post(office, f"/chi-tieu/{target.pk}/dua-ra/", reason="  ")
    assert (page.status, page.errors("reason")) == (422, ["Chưa nhập mục này."])


def test_a_target_with_sub_targets_stays(office: Client, commune: Scene) -> None:
    target = add(commune, "2", poor_households())
    add(commune, "2.1", parent_number="2")
    page = post(office, f"/chi-tieu/{target.pk}/dua-ra/", reason="x")
    assert page.summary == ["Chỉ tiêu còn chỉ tiêu thành phần; đề nghị đưa các chỉ tiêu đó ra trước."]


def test_restoring_what_stands_in_the_list_is_refused(office: Client, commune: Scene) -> None:
    target = add(commune, "2", poor_households())
    response = office.post(f"/chi-tieu/{target.pk}/khoi-phuc/")
    assert response.status_code == 422
    assert "Chỉ tiêu đang có trong danh sách." in read(response).root.text_content()


def test_restoring_is_never_done_by_looking(office: Client, commune: Scene) -> None:
    target = add(commune, "2", poor_households())
    assert office.get(f"/chi-tieu/{target.pk}/khoi-phuc/").status_code == 405


def test_restoring_is_for_the_office(leader: Client, commune: Scene) -> None:
    target = add(commune, "2", poor_households())
    assert leader.post(f"/chi-tieu/{target.pk}/khoi-phuc/").status_code == 403


NO_LEVEL = "Hãy ghi mức chỉ tiêu. Nếu chỉ là đầu mục của các chỉ tiêu “trong đó”, bỏ chọn “Tính vào tổng số chỉ tiêu”."


@pytest.mark.parametrize("comparator", ["at_least", "at_most", "above", "below"])
def test_a_target_that_counts_states_its_level(office: Client, commune: Scene, comparator: str) -> None:
    typed = {**GIVEN, "comparator": comparator, "method": "", "target": ""}
    page = post(office, "/chi-tieu/them/", **typed)
    assert (page.status, page.errors("target"), page.sentences) == (422, [NO_LEVEL], [NO_LEVEL])
    assert (page.value("owner"), Target.objects.count()) == ("Ban Dân vận", 0)


def test_a_level_is_not_taken_away_from_a_target_that_counts(office: Client, commune: Scene) -> None:
    kept = add(commune, "2")
    page = get(office, f"/chi-tieu/{kept.pk}/sua/")
    typed = {**GIVEN, "comparator": "at_least", "method": "", "target": "", "seen": page.value("seen")}
    refused = post(office, f"/chi-tieu/{kept.pk}/sua/", **typed)
    assert (refused.status, refused.errors("target")) == (422, [NO_LEVEL])
    assert row_of(Target.objects.get(pk=kept.pk)) == row_of(kept)


def test_a_heading_that_does_not_count_needs_no_level(office: Client, commune: Scene) -> None:
    typed = {name: value for name, value in GIVEN.items() if name != "counted"}
    post(office, "/chi-tieu/them/", **{**typed, "target": ""})
    row = row_of(Target.objects.get())
    assert (row.number, row.target, row.counted) == ("2", None, False)


@pytest.mark.parametrize(("comparator", "low"), [("done", ""), ("between", "2,5")])
def test_what_is_compared_with_no_level_needs_none(
    office: Client, commune: Scene, comparator: str, low: str
) -> None:
    post(
        office,
        "/chi-tieu/them/",
        **{**GIVEN, "comparator": comparator, "method": "", "target": "", "low": low},
    )
    row = row_of(Target.objects.get())
    assert (row.comparator.value, row.target, row.counted) == (comparator, None, True)


def test_the_level_is_not_called_optional(office: Client, commune: Scene) -> None:
    page = get(office, "/chi-tieu/them/")
    assert page.texts("//label[@for='id_target' or @for='id_baseline']") == [
        "Mức chỉ tiêu", "Mức gốc không bắt buộc",
    ]  # fmt: skip
    assert page.texts("//p[@id='id_target_helptext']") == [
        "Chỉ đầu mục không tính vào tổng số chỉ tiêu được để trống."
    ]
