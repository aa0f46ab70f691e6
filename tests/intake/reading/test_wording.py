"""What wordings say about direction, kind and date, and what they do not say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhiemky.intake.reading.wording import (
    direction_of,
    figure_in_name,
    is_kept,
    is_worded_done,
    is_yearly_change,
    kind_of,
    less_is_better,
    speaks_of_each_year,
    speaks_of_never,
    year_due,
)
from nhiemky.kernel.scoring import Comparator, Kind


@pytest.mark.parametrize(
    ("name", "target", "comparator", "sure"),
    [
        ("Giảm tỷ lệ hộ nghèo còn", 3, Comparator.AT_MOST, True),
        ("Tỷ lệ hộ nghèo giảm xuống", 3, Comparator.AT_MOST, True),
        ("Tỷ lệ hộ nghèo", 2, Comparator.AT_MOST, False),
        ("Tỷ lệ trẻ em suy dinh dưỡng", 8, Comparator.AT_MOST, False),
        ("Số vụ phạm pháp hình sự", 5, Comparator.AT_MOST, False),
        ("Không để xảy ra trọng án", 0, Comparator.AT_MOST, True),
        ("Tỷ lệ hộ nghèo dưới 2%", 2, Comparator.BELOW, True),
        ("Số vụ không quá 5", 5, Comparator.AT_MOST, True),
        ("Nước sạch đạt trên 95%", 95, Comparator.ABOVE, True),
        ("Nước sạch từ 95% số hộ trở lên", 95, Comparator.AT_LEAST, True),
        ("Thu ngân sách trên địa bàn", 12, None, None),
        ("Trẻ em dưới 5 tuổi được tiêm chủng", 95, None, None),
        ("Số hộ thoát nghèo", 100, None, None),
        ("Giảm hộ nghèo hằng năm", 1, None, None),
        ("Tỷ lệ giải quyết khiếu nại", 100, None, None),
        ("Thu nhập bình quân đầu người", 65, None, None),
        ("Hộ nghèo được vay vốn", 100, None, None),
        ("Tăng tỷ lệ hộ khá", 50, None, None),
    ],
)  # fmt: skip
def test_direction_is_read_only_where_words_give_it(
    name: str, target: int, comparator: Comparator | None, sure: bool | None
) -> None:
    found = direction_of(name, Decimal(target))
    assert (found and found.comparator, found and found.sure) == (comparator, sure)


@pytest.mark.parametrize(
    ("name", "per", "unit", "yearly"),
    [
        ("Tỷ lệ hộ nghèo giảm hàng năm", "", "%", True),
        ("Thu ngân sách hằng năm tăng", "", "%", True),
        ("Tốc độ tăng trưởng kinh tế", "", "%", True),
        ("Tăng trưởng", "năm", "%", True),
        ("Kết nạp đảng viên", "", "đảng viên", False),
        ("Tỷ lệ che phủ rừng", "", "%", False),
        ("Tỷ lệ hộ khá tăng", "", "%", False),
    ],
)
def test_rates_of_change_are_told_from_levels(name: str, per: str, unit: str, yearly: bool) -> None:
    assert is_yearly_change(name, per, unit) is yearly


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("Tốc độ tăng bình quân hằng năm", Kind.AVERAGE),
        ("Tốc độ tăng trưởng BQ/năm", Kind.AVERAGE),
        ("Tăng trưởng bình quân/năm", Kind.AVERAGE),
        ("Mỗi năm kết nạp", Kind.AVERAGE),
        ("Vốn đầu tư thời kỳ 2021-2025", Kind.ACCUMULATE),
        ("Xây 5 cầu cả nhiệm kỳ", Kind.ACCUMULATE),
        ("Xây 5 cầu trong nhiệm kỳ", Kind.ACCUMULATE),
        ("Doanh nghiệp mới cộng dồn", Kind.ACCUMULATE),
        ("Số lũy kế", Kind.RUNNING_TOTAL),
        ("Thu nhập bình quân đầu người/năm", Kind.SNAPSHOT),
        ("Tỷ lệ đô thị hóa", Kind.SNAPSHOT),
    ],
)
def test_kind_follows_the_words(wording: str, kind: Kind) -> None:
    assert kind_of(wording) is kind


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("Thu nhập bình quân đầu người đạt 65 triệu đồng", "65 triệu đồng"),
        ("Tỷ lệ hộ nghèo còn dưới 2%", "dưới 2%"),
        ("Bảo hiểm y tế: 95%", "95%"),
        ("Tỷ lệ hộ nghèo", ""),
        ("Xã đạt chuẩn nông thôn mới", ""),
    ],
)
def test_figure_may_stand_in_the_name(name: str, figure: str) -> None:
    assert figure_in_name(name) == figure


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("Giữ vững", True),
        ("Duy trì danh hiệu", True),
        ("Hoàn thành", True),
        ("Đạt chuẩn", True),
        ("Đạt 80%", False),
        ("nhiều", False),
    ],
)
def test_words_may_demand_to_be_done(text: str, done: bool) -> None:
    assert is_worded_done(text) is done


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Giữ vững", True), ("Tiếp tục duy trì", True), ("Đang xây dựng", False), ("Đạt 50%", False)],
)
def test_words_may_say_that_it_is_kept(text: str, kept: bool) -> None:
    assert is_kept(text) is kept


@pytest.mark.parametrize(
    ("wording", "year"),
    [
        ("Đạt chuẩn vào năm 2024", 2024),
        ("hoàn thành trước năm 2023", 2023),
        ("đến năm 2025", None),
        ("Đạt", None),
    ],
)
def test_year_due_is_named(wording: str, year: int | None) -> None:
    assert year_due(wording) == year


@pytest.mark.parametrize(
    ("name", "never", "less"),
    [
        ("Không để xảy ra cháy", True, False),
        ("Không còn hộ nghèo", True, True),
        ("Tỷ lệ hộ cận nghèo", False, True),
        ("Tỷ lệ bao phủ bảo hiểm y tế", False, False),
        ("Giảm tỷ lệ hộ nghèo", False, False),
    ],
)
def test_unwanted_things_are_known(name: str, never: bool, less: bool) -> None:
    assert (speaks_of_never(name), less_is_better(name)) == (never, less)


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("100% ấp đạt chuẩn ấp văn hóa", "100%"),
        ("Trên 95% hộ dân dùng nước hợp vệ sinh", "Trên 95%"),
        ("Từ 80% chi bộ trở lên hoàn thành tốt nhiệm vụ", "Từ 80% trở lên"),
        ("Phấn đấu có 90 % gia đình đạt chuẩn văn hóa", "90 %"),
        ("Phấn đấu đưa 80% quần chúng vào đoàn thể", "80%"),
        ("Trẻ em dưới 5 tuổi được tiêm chủng", ""),
        ("Xã có 3 trường", ""),
        ("100 hộ", ""),
    ],
)
def test_share_at_the_head_of_a_name_is_its_figure(name: str, figure: str) -> None:
    assert figure_in_name(name) == figure


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("Tổng đầu tư toàn xã hội bình quân 960 tỷ đồng/năm", Kind.AVERAGE),
        ("Tốc độ tăng trưởng kinh tế bình quân 9-10%/ năm", Kind.AVERAGE),
        ("Tỷ lệ hộ nghèo giảm bình quân 7,17%/ năm", Kind.AVERAGE),
        ("Thu ngân sách BQ tăng 8%/năm", Kind.AVERAGE),
        ("Thu nhập bình quân 60 triệu đồng/người/năm", Kind.SNAPSHOT),
        ("Thu nhập bình quân 60 triệu đồng/năm", Kind.SNAPSHOT),
        ("Thu nhập bình quân đầu người/năm", Kind.SNAPSHOT),
        ("Kiểm tra, giám sát 5 cuộc/năm", Kind.SNAPSHOT),
        ("Hằng năm kết nạp từ 5 đảng viên trở lên", Kind.SNAPSHOT),
    ],
)
def test_mean_of_years_is_told_from_income_and_yearly_demands(wording: str, kind: Kind) -> None:
    assert kind_of(wording) is kind


@pytest.mark.parametrize(
    ("wording", "yearly"),
    [
        ("Hằng năm kết nạp từ 5 đảng viên trở lên", True),
        ("Kiểm tra, giám sát 5 cuộc/năm", True),
        ("Từng năm giảm 2 hộ", True),
        ("Thu nhập bình quân đầu người/năm", False),
        ("Đến năm 2025 đạt 60%", False),
    ],
)
def test_yearly_demands_are_known(wording: str, yearly: bool) -> None:
    assert speaks_of_each_year(wording) is yearly


@pytest.mark.parametrize(
    "text",
    [
        "Được công nhận năm 2022",
        "Đã đạt chuẩn năm 2021",
        "Đạt từ năm 2021",
        "Xây dựng xong",
        "Đã được ra mắt",
    ],
)
def test_done_in_some_year_is_done(text: str) -> None:
    assert is_kept(text) is True


@pytest.mark.parametrize("text", ["Đạt 19/19 tiêu chí", "Công nhận lại", "Sẽ đạt năm 2025"])
def test_other_words_are_no_fulfilment(text: str) -> None:
    assert is_kept(text) is False


@pytest.mark.parametrize("text", ["Nâng cấp", "Lắp đặt camera", "Xây mới nhà văn hóa", "Ban hành quy chế"])
def test_works_are_demanded_in_words(text: str) -> None:
    assert is_worded_done(text) is True


@pytest.mark.parametrize("text", ["Đã xây dựng", "Đã đưa vào sử dụng", "Đã phê duyệt năm 2022"])
def test_finished_works_are_done(text: str) -> None:
    assert is_kept(text) is True


@pytest.mark.parametrize("text", ["Đã triển khai", "Đã khởi công", "Đã có chủ trương"])
def test_begun_works_are_not_done(text: str) -> None:
    assert is_kept(text) is False
