"""The page of one target."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.kernel.scoring import Comparator, Kind, Period
from nhiemky.org.vocab import RoleCode
from nhiemky.targets import actions
from nhiemky.targets.models import Target
from nhiemky.targets.vocab import Source, TargetRow
from tests import cast
from tests.standing import standing
from tests.web.reading import Page, exported, exported_of, get, parameters
from tests.web.targets.conftest import browser_of
from tests.web.targets.scene import NOW, Scene, add, confirm_all, from_file, poor_households, record

MISSING = "–"


@standing(at="2023-02-21 10:00+07:00")
def poor(commune: Scene) -> Target:
    """Let the commune have the target of poor households with a confirmed, a changed and a waiting figure."""
    target = add(commune, "2", poor_households())
    from_file(commune, target, "8.2", 2021, "Chỉ tiêu!O9")
    confirm_all(commune.place, commune.term)
    from_file(commune, target, "6.5", 2022, "Chỉ tiêu!P9")
    record(commune.place, target, "6", 2022)
    return target


def page_of(client: Client, target: Target, **asked: str) -> Page:
    return get(client, f"/chi-tieu/{target.pk}/", **asked)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_says_the_wording_and_where_it_belongs(office: Client, poor: Target) -> None:
    page = page_of(office, poor)
    assert page.heading == "2. Tỷ lệ hộ nghèo còn dưới 3%"
    assert page.texts("//p[@class='page-lead']") == [
        "Đảng bộ xã Tân Thanh Tây › Xã hội",
        "chỉ tiêu chủ yếu · chưa xác nhận",
    ]
    assert page.href("Đảng bộ xã Tân Thanh Tây").startswith("/chi-tieu/?don-vi=28927")


def test_the_formula_stands_with_its_own_numbers(office: Client, poor: Target) -> None:
    page = page_of(office, poor)
    assert page.texts("//p[@class='formula']") == ["(6 − 10) / (3 − 10) × 100 = 57,14 %"]
    assert page.texts("//p[@class='verdict']/strong") == ["57,14 %"]
    assert page.texts("//p[@class='verdict']//span[@class='band-badge']") == ["Đạt trên 50%"]


def test_every_fact_is_said_in_words(office: Client, poor: Target) -> None:
    facts = {name: plain(text) for name, text in page_of(office, poor).facts().items()}
    assert facts == {
        "Chỉ tiêu": "≤ 3 %",
        "Mức gốc": "10 (năm 2020)",
        "Thực hiện": "6",
        "Nhóm": "Mức đạt 57,14 % nằm trong nhóm từ 50 % đến dưới 75 %.",
        "Tiến độ": "Đến ngày 21-2-2023 cần đạt 59,18 % (theo phân kỳ); đã đạt 57,14 %, bằng 96,56 % mức cần đạt. "
        "Đúng tiến độ (từ 95 % mức cần đạt trở lên).",
        "Dự báo": "Theo đường thẳng qua các kỳ đã có, đến 31-12-2025 sẽ là -0,61. Có khả năng đạt vào cuối nhiệm kỳ.",
        "Cách lấy kết quả": "Số mới nhất suy từ nội dung",
        "Cách tính": "So với mức gốc",
        "Hạn": "cuối nhiệm kỳ",
        "Phân kỳ": "2021: 8; 2022: 6; 2023: 5; 2024: 4; 2025: 3",
    }


def test_every_version_stands_with_its_source_the_superseded_struck_through(
    office: Client, poor: Target
) -> None:
    page = page_of(office, poor)
    assert page.rows == [
        ["2022", "6", "mới nhập", "nhập trên màn hình", "Trần Thị Bình", "10:00, 21-2-2023", MISSING, MISSING],
        ["2022", "6,5", "mới nhập, đã được thay", "ket-qua.xlsxô Chỉ tiêu!P9: “6,5”", "Trần Thị Bình", "10:00, 21-2-2023",
         MISSING, MISSING],
        ["2021", "8,2", "đã xác nhận", "ket-qua.xlsxô Chỉ tiêu!O9: “8,2”", "Trần Thị Bình", "10:00, 21-2-2023",
         "Lê Văn Chính", "10:00, 21-2-2023"],
    ]  # fmt: skip
    assert page.texts("//td/del[@class='struck']") == ["6,5"]
    assert page.texts("//td/strong") == ["6", "8,2"]
    assert [each.get("class") for each in page.root.xpath("//td[@data-label='Tình trạng']/span")] == [
        "tag tag-warning",
        "tag",
        "tag",
    ]


@pytest.mark.parametrize(
    ("sort", "figures"),
    [
        ("ky", ["8,2", "6", "6,5"]),
        ("-ky", ["6", "6,5", "8,2"]),
        ("so-lieu", ["6", "6,5", "8,2"]),
        ("-so-lieu", ["8,2", "6,5", "6"]),
        ("tinh-trang", ["6", "8,2", "6,5"]),
        ("xac-nhan-luc", ["8,2", "6", "6,5"]),
    ],
)
def test_versions_are_sorted_as_the_address_says(
    office: Client, poor: Target, sort: str, figures: list[str]
) -> None:
    page = page_of(office, poor, **{"xep-so-lieu": sort, "an-so-lieu": "nguoi-ghi"})
    assert [row[1] for row in page.rows] == figures
    assert (page.heads[0], len(page.heads), "Người ghi" in page.heads) == ("Kỳ", 7, False)
    head = page.root.xpath("//th[a[text()='Nguồn']]/a/@href")
    assert [(address.partition("#")[2], parameters(address)["xep-so-lieu"]) for address in head] == [
        ("bang-so-lieu", "nguon")
    ]


def test_versions_go_to_excel_figures_as_numbers(office: Client, poor: Target) -> None:
    at = "2023-02-21T10:00:00"
    assert exported(office, f"/chi-tieu/{poor.pk}/", "so-lieu") == [
        ["Chỉ tiêu 2: số liệu và nguồn"],
        ["Kỳ", "Số liệu", "Tình trạng", "Nguồn", "Người ghi", "Ghi lúc", "Người xác nhận", "Xác nhận lúc"],
        ["2022", 6, "mới nhập", "nhập trên màn hình", "Trần Thị Bình", at, None, None],
        ["2022", 6.5, "mới nhập, đã được thay", "ket-qua.xlsx, ô Chỉ tiêu!P9: “6,5”", "Trần Thị Bình", at, None, None],
        ["2021", 8.2, "đã xác nhận", "ket-qua.xlsx, ô Chỉ tiêu!O9: “8,2”", "Trần Thị Bình", at, "Lê Văn Chính", at],
    ]  # fmt: skip


def test_a_source_leads_to_its_batch_whom_it_may_concern(office: Client, commune: Scene) -> None:
    delegate = browser_of(cast.make_user_with_role(RoleCode.DELEGATE, commune.place.unit))
    target = add(commune, "1")
    actions.record_observation(
        commune.place.office, target=target, period=Period.of_year(2021), value=Decimal(60), now=NOW,
        source=Source("ket-qua.xlsx", "0" * 64, "Chỉ tiêu!O9", "60", "ab12"),
    )  # fmt: skip
    confirm_all(commune.place, commune.term)
    seen = page_of(office, target).href("ket-qua.xlsx")
    assert seen == "/tai-tep/ab12/?don-vi=28927&nhiem-ky=2020-2025"
    looked = page_of(delegate, target)
    assert looked.column("Nguồn") == ["ket-qua.xlsxô Chỉ tiêu!O9: “60”"]
    assert looked.root.xpath("//td[@data-label='Nguồn']/a") == []


def test_the_chart_is_read_aloud(office: Client, poor: Target) -> None:
    page = page_of(office, poor)
    assert page.texts("//*[local-name()='svg'][@role='img']/*[local-name()='title']") == [
        "Biểu đồ chỉ tiêu 2: Tỷ lệ hộ nghèo còn dưới 3%"
    ]
    assert page.texts("//*[local-name()='desc']") == [
        "Mức gốc: 2020: 10. Phân kỳ: 2021: 8; 2022: 6; 2023: 5; 2024: 4; 2025: 3. Thực hiện: 2021: 8,2; 2022: 6. "
        "Dự báo: 2025: -0,61. Mức chỉ tiêu: 3. Đơn vị tính: %."
    ]
    assert page.texts("//ul[@class='chart-legend']/li") == [
        "Mức gốc", "Phân kỳ", "Thực hiện", "Thực hiện, chưa xác nhận", "Dự báo", "Mức chỉ tiêu",
    ]  # fmt: skip


def test_the_day_of_the_frame_decides_what_counts(office: Client, poor: Target) -> None:
    page = page_of(office, poor, den="31-12-2021")
    assert page.facts()["Thực hiện"] == "8,2"
    assert [row[0] for row in page.rows] == ["2022sau ngày số liệu, chưa tính", "2022", "2021"]


def test_a_superior_sees_confirmed_figures_only(overseer: Client, poor: Target) -> None:
    page = page_of(overseer, poor)
    assert page.facts()["Thực hiện"] == "8,2"
    assert page.actions == []


def test_a_superior_asks_for_unconfirmed_figures(overseer: Client, poor: Target) -> None:
    page = page_of(overseer, poor, **{"chua-xac-nhan": "1"})
    assert page.facts()["Thực hiện"] == "6"
    assert page.texts("//p[@class='verdict']/span[contains(@class, 'tag-warning')]") == [
        "gồm số liệu chưa xác nhận"
    ]


def test_another_scheme_gives_another_band(office: Client, poor: Target) -> None:
    page = page_of(office, poor, **{"bo-nhom": "two_bands_80"})
    assert page.texts("//p[@class='verdict']//span[@class='band-badge']") == ["Đạt dưới 80%"]


def test_who_keeps_the_target_may_act_on_it(office: Client, leader: Client, poor: Target) -> None:
    assert page_of(office, poor).actions == [
        "Nhập số liệu",
        "Sửa",
        "Điều chỉnh chỉ tiêu",
        "Đưa ra khỏi danh sách",
    ]
    assert page_of(office, poor).href("Thêm số liệu") == (
        f"/nhap-lieu/?don-vi=28927&nhiem-ky=2020-2025#ct-{poor.pk}"
    )
    assert page_of(leader, poor).actions == []


def test_a_target_without_figures_says_so(office: Client, commune: Scene) -> None:
    page = page_of(office, add(commune, "1"))
    assert page.texts("//p[@class='verdict']//span[@class='band-badge']") == ["Chưa có số liệu"]
    assert page.texts("//section[2]//div[@class='card-body']/p") != []
    assert "Chưa có số liệu nào, hoặc số liệu chưa được lãnh đạo đơn vị xác nhận." in page.root.text_content()


def test_a_target_taken_out_keeps_its_figures_and_can_be_restored(
    office: Client, commune: Scene, poor: Target
) -> None:
    actions.remove_target(commune.place.office, target=poor, reason="trùng", now=NOW)
    page = page_of(office, poor)
    assert page.actions == ["Khôi phục"]
    assert page.texts("//div[contains(@class, 'alert-warning')]") == [
        "Chỉ tiêu đã được đưa ra khỏi danh sách lúc 10:00, 21-2-2023; không tính vào các bảng, số liệu vẫn giữ nguyên."
    ]
    assert [row[1] for row in page.rows] == ["6", "6,5", "8,2"]
    assert page.facts() == {}


def test_sub_targets_and_their_parent_lead_to_each_other(office: Client, commune: Scene) -> None:
    parent = add(commune, "3", name="Kết nạp đảng viên")
    child = add(commune, "3.1", name="Trong đó: nữ", parent_number="3")
    assert page_of(office, parent).facts()["Trong đó"] == "3.1. Trong đó: nữ"
    assert page_of(office, child).facts()["Thuộc chỉ tiêu"] == "3. Kết nạp đảng viên"
    assert page_of(office, child).href("3. Kết nạp đảng viên").startswith(f"/chi-tieu/{parent.pk}/")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"value": Decimal(100), "done": True}, "đạt"),
        ({"value": Decimal(0), "done": False}, "chưa đạt (0 %)"),
        ({"value": Decimal(40)}, "40"),
        ({"value": Decimal(40), "estimate": True}, "ước 40"),
        (
            {"value": Decimal("58.928571"), "numerator": Decimal(66), "denominator": Decimal(112)},
            "58,928571 (66/112)",
        ),
    ],
)
def test_figures_of_every_form_are_written_out(
    office: Client, commune: Scene, given: dict[str, object], shown: str
) -> None:
    target = add(
        commune,
        "4",
        TargetRow(number="4", name="Xây trụ sở", comparator=Comparator.DONE, group="Xây dựng Đảng"),
    )
    actions.record_observation(
        commune.place.office,
        target=target,
        period=Period.of_quarter(2022, 2),
        now=NOW,
        **given,  # type: ignore[arg-type]
    )
    assert [row[:2] for row in page_of(office, target).rows] == [["quý II-2022", shown]]


def test_a_withdrawn_figure_says_so(office: Client, commune: Scene) -> None:
    target = add(commune, "1")
    record(commune.place, target, 60, 2022)
    record(commune.place, target, None, 2022)
    page = page_of(office, target)
    assert [row[1] for row in page.rows] == ["đã rút số liệu", "60"]
    assert page.facts()["Thực hiện"] == MISSING


def test_a_returned_figure_says_why(office: Client, commune: Scene) -> None:
    target = add(commune, "1")
    row = record(commune.place, target, 60, 2022)
    actions.submit_figures(commune.place.office, unit=commune.place.unit, term=commune.term, now=NOW)
    actions.return_figures(
        commune.place.leader, unit=commune.place.unit, term=commune.term, observation_ids=[row.pk],
        reason="Chưa khớp báo cáo", now=NOW + timedelta(hours=1),
    )  # fmt: skip
    page = page_of(office, target)
    assert [row[1:3] for row in page.rows] == [["60Chưa khớp báo cáo", "bị trả lại"]]


def test_joined_kinds_say_what_the_points_are(office: Client, commune: Scene) -> None:
    target = add(commune, "1", kind=Kind.ACCUMULATE)
    record(commune.place, target, 60, 2022)
    assert page_of(office, target).texts("//figcaption/p") == [
        "Các điểm thực hiện là số cộng dồn đến cuối mỗi kỳ."
    ]


def test_what_is_not_there_or_elsewhere_is_not_found(office: Client, commune: Scene, poor: Target) -> None:
    far = cast.make_unit("Chợ Lách", code="832", type="district")
    outsider = browser_of(cast.make_user_with_role(RoleCode.OFFICE, far))
    assert get(office, "/chi-tieu/999999/").status == 404
    assert page_of(outsider, poor).status == 404


def test_the_page_asks_as_often_for_many_figures_as_for_one(office: Client, commune: Scene) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            page_of(office, target)
        return len(captured)

    target = add(commune, "1")
    record(commune.place, target, 60, 2021)
    asked()
    before = asked()
    for year, value in ((2021, 61), (2022, 62), (2023, 63)):
        record(commune.place, target, value, year)
    add(commune, "2")
    assert asked() == before


def test_a_heading_says_that_it_states_no_level(office: Client, commune: Scene) -> None:
    row = TargetRow(
        "3", "Các tuyến đường kiểu mẫu", Comparator.AT_LEAST, unit_of_measure="tuyến", counted=False
    )
    heading = add(commune, "3", row)
    assert page_of(office, heading).facts()["Chỉ tiêu"] == "không nêu mức phải đạt"
    assert "Các tuyến đường kiểu mẫu" in get(office, "/chi-tieu/").rows[-1][1]
    assert get(office, "/chi-tieu/").rows[-1][4] == MISSING


def test_figures_within_a_longer_period_say_that_they_are_not_added(office: Client, commune: Scene) -> None:
    row = TargetRow(
        "3", "Kết nạp đảng viên", Comparator.AT_LEAST, target=Decimal(40), kind=Kind.ACCUMULATE
    )  # fmt: skip
    target = add(commune, "3", row)
    record(commune.place, target, "17", 2022)
    for month, value in ((1, 4), (4, 5)):
        actions.record_observation(
            commune.place.office, target=target, value=Decimal(value), now=NOW,
            period=Period(date(2022, month, 1), date(2022, month + 2, 31 if month == 1 else 30)),
        )  # fmt: skip
    page = page_of(office, target)
    assert page.facts()["Thực hiện"] == "17"
    assert [row[:2] for row in page.rows] == [
        ["2022", "17"],
        ["quý II-2022nằm trong kỳ 2022 đã có số liệu, không tính thêm", "5"],
        ["quý I-2022nằm trong kỳ 2022 đã có số liệu, không tính thêm", "4"],
    ]


def test_figures_of_quarters_alone_are_added_and_say_nothing(office: Client, commune: Scene) -> None:
    row = TargetRow("3", "Kết nạp đảng viên", Comparator.AT_LEAST, target=Decimal(40), kind=Kind.ACCUMULATE)
    target = add(commune, "3", row)
    for month, value in ((1, 4), (4, 5)):
        actions.record_observation(
            commune.place.office, target=target, value=Decimal(value), now=NOW,
            period=Period(date(2022, month, 1), date(2022, month + 2, 31 if month == 1 else 30)),
        )  # fmt: skip
    page = page_of(office, target)
    assert (page.facts()["Thực hiện"], [row[0] for row in page.rows]) == ("9", ["quý II-2022", "quý I-2022"])


def test_what_goes_to_excel_is_of_the_unit_of_the_target_and_not_of_whoever_looks(
    overseer: Client, poor: Target
) -> None:
    asked = {"don-vi": "838", "den": "21-2-2023"}
    assert exported_of(overseer, f"/chi-tieu/{poor.pk}/", "so-lieu", **asked) == (
        "Đảng bộ xã Tân Thanh Tây, nhiệm kỳ 2020-2025, số liệu đến ngày 21-2-2023",
        "28927-21-2-2023",
    )
