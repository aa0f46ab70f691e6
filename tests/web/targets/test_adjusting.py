"""Adjusting a target on screen: the form, what its page then shows on each day, and who may."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from nhiemky.registry.models import Directive
from nhiemky.registry.vocab import DirectiveType
from nhiemky.targets import actions
from nhiemky.targets.models import Target, TargetAdjustment
from nhiemky.targets.queries import row_of
from tests.cast import make_directive
from tests.standing import standing
from tests.web.reading import Page, exported, get, post
from tests.web.targets.scene import NOW, Scene, add, confirm_all, poor_households, record

DECIDED = date(2023, 2, 10)


@standing(at="2023-02-21 10:00+07:00")
def target(commune: Scene) -> Target:
    found = add(commune, "2", poor_households())
    record(commune.place, found, "6", 2022)
    confirm_all(commune.place, commune.term)
    return found


@standing(at="2023-02-21 10:00+07:00")
def decision(commune: Scene) -> Directive:
    return make_directive(
        "12-NQ/ĐU",
        holder=commune.place.unit,
        type=DirectiveType.RESOLUTION,
        issued_on=DECIDED,
        issuer_name="Đảng ủy xã",
    )


def given(page: Page, **changes: str) -> dict[str, str]:
    """Give what the form holds when it is opened, with some fields filled in otherwise."""
    names = (
        "name", "unit_of_measure", "target", "low", "high", "due", "seen", "phased_2021", "phased_2022", "phased_2023",
        "phased_2024", "phased_2025",
    )  # fmt: skip
    held = {name: page.value(name) for name in names}
    stated = {"comparator": "at_most", "kind": "", "method": "linear", "reason": "Thực tế thay đổi"}
    return {**held, **stated, "decided_on": "10-2-2023", "directive": "", **changes}


def form_of(client: Client, target: Target) -> Page:
    return get(client, f"/chi-tieu/{target.pk}/dieu-chinh/")


def send(client: Client, held: Target, **changes: str) -> Page:
    return post(client, f"/chi-tieu/{held.pk}/dieu-chinh/", **given(form_of(client, held), **changes))


def test_the_form_shows_the_target_as_it_is(office: Client, target: Target, decision: Directive) -> None:
    page = form_of(office, target)
    assert page.heading == "Điều chỉnh chỉ tiêu 2"
    assert [page.value(name) for name in ("name", "target", "unit_of_measure", "phased_2025")] == [
        "Tỷ lệ hộ nghèo còn dưới 3%",
        "3",
        "%",
        "3",
    ]
    options = page.texts("//select[@name='directive']/option")
    assert options == [
        "không có trong sổ văn bản",
        "Nghị quyết 12-NQ/ĐU · Đảng ủy xã · tổ chức sơ kết giữa nhiệm kỳ",
    ]


def test_a_target_is_adjusted_by_a_decision(office: Client, target: Target, decision: Directive) -> None:
    page = send(office, target, target="2,5", directive=str(decision.pk), phased_2025="2,5")
    assert page.messages == ["Đã điều chỉnh chỉ tiêu 2 từ ngày 10-2-2023."]
    row = TargetAdjustment.objects.get()
    assert (row.target, row.decided_on, row.directive, row.reason) == (
        target,
        DECIDED,
        decision,
        "Thực tế thay đổi",
    )
    target.refresh_from_db()
    assert row_of(target) == poor_households()._replace(
        target=Decimal("2.5"), phased=(*poor_households().phased[:4], (2025, Decimal("2.5")))
    )


def test_the_page_strikes_out_the_old_value_beside_the_deciding_directive(
    office: Client, target: Target, decision: Directive
) -> None:
    send(office, target, target="2,5", directive=str(decision.pk))
    page = get(office, f"/chi-tieu/{target.pk}/")
    assert page.facts()["Chỉ tiêu"] == "≤ 2,5 % đã điều chỉnh"
    table = "//section[h2[@id='dieu-chinh'] or .//h2[@id='dieu-chinh']]"
    assert page.texts(f"{table}//del[@class='struck']") == ["≤ 3 %"]
    assert page.texts(f"{table}//td//strong") == ["≤ 2,5 %"]
    assert page.texts(f"{table}//tbody/tr/td") == [
        "10-2-2023",
        "Mức phải đạt: ≤ 3 % →thành ≤ 2,5 %",
        "12-NQ/ĐU, ngày 10-2-2023",
        "Thực tế thay đổi",
        "Nguyễn Văn An",
    ]
    assert page.href("12-NQ/ĐU, ngày 10-2-2023").startswith(f"/van-ban/{decision.pk}/")
    assert exported(office, f"/chi-tieu/{target.pk}/", "dieu-chinh") == [
        ["Chỉ tiêu 2: các lần điều chỉnh"],
        ["Ngày quyết định", "Nội dung điều chỉnh", "Văn bản quyết định", "Lý do", "Người ghi"],
        ["2023-02-10T00:00:00", "Mức phải đạt: ≤ 3 % → ≤ 2,5 %", "12-NQ/ĐU, ngày 10-2-2023", "Thực tế thay đổi",
         "Nguyễn Văn An"],
    ]  # fmt: skip


def test_lists_tell_the_old_value_and_the_deciding_directive_from_the_day_on(
    office: Client, target: Target, decision: Directive
) -> None:
    send(office, target, target="2,5", directive=str(decision.pk))
    note = (
        "Chỉ tiêu số 2 được điều chỉnh ngày 10-2-2023 (theo 12-NQ/ĐU, ngày 10-2-2023): mức phải đạt từ “≤ 3 %” "
        "thành “≤ 2,5 %”."
    )
    for address in ("/chi-tieu/", "/tong-quan/"):
        shown = {
            day: get(office, address, den=day).texts("//p[@class='footnote']")
            for day in ("21-2-2023", "10-2-2023", "9-2-2023")
        }
        assert [note in each for each in shown.values()] == [True, True, False]


def test_adjustments_are_sorted_as_the_address_says(office: Client, target: Target) -> None:
    send(office, target, target="2,5", reason="Bổ sung")
    send(office, target, target="2", decided_on="12-2-2023", reason="An toàn")
    address, caption = f"/chi-tieu/{target.pk}/", "Chỉ tiêu 2: các lần điều chỉnh"
    rows = [
        ["10-2-2023", "Mức phải đạt: ≤ 3 % →thành ≤ 2,5 %", "–", "Bổ sung", "Nguyễn Văn An"],
        ["12-2-2023", "Mức phải đạt: ≤ 2,5 % →thành ≤ 2 %", "–", "An toàn", "Nguyễn Văn An"],
    ]
    assert get(office, address).table(caption) == rows
    assert get(office, address, **{"xep-dieu-chinh": "ly-do"}).table(caption) == rows[::-1]


def test_on_a_day_before_the_decision_the_page_shows_what_held_then(office: Client, target: Target) -> None:
    send(office, target, target="2,5", name="Hộ nghèo còn dưới 2,5%", phased_2023="4", due="31-12-2024")
    page = get(office, f"/chi-tieu/{target.pk}/", den="9-2-2023")
    assert page.heading == "2. Tỷ lệ hộ nghèo còn dưới 3%"
    assert (page.facts()["Chỉ tiêu"], page.facts()["Hạn"]) == ("≤ 3 %", "cuối nhiệm kỳ")
    assert page.facts()["Phân kỳ"] == "2021: 8; 2022: 6; 2023: 5; 2024: 4; 2025: 3"
    assert page.texts("//h2[@id='dieu-chinh']") == []
    after = get(office, f"/chi-tieu/{target.pk}/", den="10-2-2023")
    assert after.heading == "2. Hộ nghèo còn dưới 2,5%"
    assert (after.facts()["Hạn"], after.facts()["Phân kỳ"]) == (
        "31-12-2024",
        "2021: 8; 2022: 6; 2023: 4; 2024: 4; 2025: 3",
    )


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("decided_on", "", "Chưa nhập mục này."),
        ("decided_on", "1-1-2026", "Ngày quyết định không được sau hôm nay."),
        ("decided_on", "31-12-2019", "Ngày quyết định trước khi nhiệm kỳ 2020-2025 bắt đầu."),
        ("reason", " ", "Chưa nhập mục này."),
        ("reason", "a" * 501, "Dài quá 500 ký tự (hiện có 501)."),
        ("target", "ba", "Không thấy số trong ô “ba”."),
        ("directive", "999", "Không có “999” trong danh sách."),
        ("method", "range", "Cách tính không dùng được với kiểu so sánh đã chọn."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    office: Client, target: Target, field: str, text: str, message: str
) -> None:
    page = send(office, target, **{"target": "2,5", "unit_of_measure": "phần trăm", field: text})
    assert page.status == 422
    assert message in page.errors(field)
    assert page.value("unit_of_measure") == "phần trăm"
    assert not TargetAdjustment.objects.exists()


def test_nothing_changed_is_said_above_the_form(office: Client, target: Target) -> None:
    page = send(office, target)
    assert page.status == 422
    assert page.summary == ["Chưa có gì được điều chỉnh: nội dung giống hệt chỉ tiêu hiện nay."]


def test_whoever_was_slower_is_told_and_loses_nothing(office: Client, commune: Scene, target: Target) -> None:
    page = form_of(office, target)
    actions.change_target(commune.place.office, target=target, row=row_of(target)._replace(note="x"))
    late = post(office, f"/chi-tieu/{target.pk}/dieu-chinh/", **given(page, target="2,5"))
    assert late.status == 422
    assert late.summary[0].startswith("Chỉ tiêu vừa được người khác sửa sau khi đồng chí mở trang.")
    assert late.value("target") == "2,5"
    assert not TargetAdjustment.objects.exists()


def test_only_the_office_adjusts_and_only_what_is_there(
    office: Client, leader: Client, overseer: Client, commune: Scene, target: Target
) -> None:
    address = f"/chi-tieu/{target.pk}/dieu-chinh/"
    assert [get(each, address).status for each in (office, leader, overseer)] == [200, 403, 403]
    assert [post(each, address, target="2").status for each in (leader, overseer)] == [403, 403]
    assert get(office, "/chi-tieu/999/dieu-chinh/").status == 404
    actions.remove_target(commune.place.office, target=target, reason="trùng", now=NOW)
    page = send(office, target, target="2,5")
    assert page.summary == ["Chỉ tiêu đã được đưa ra khỏi danh sách; đề nghị khôi phục trước."]


def test_a_decision_does_not_take_the_level_away(office: Client, target: Target) -> None:
    page = send(office, target, target="")
    assert page.status == 422
    assert page.errors("target") == [
        "Hãy ghi mức chỉ tiêu. Nếu chỉ là đầu mục của các chỉ tiêu “trong đó”, bỏ chọn “Tính vào tổng số chỉ tiêu”."
    ]
    assert row_of(Target.objects.get(pk=target.pk)) == row_of(target)
