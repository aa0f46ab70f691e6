"""Words of the review report, official and never translated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from nhiemky.kernel.scoring import TermYears
from nhiemky.kernel.viet.dates import write_date

TYPE_NAME = "BÁO CÁO"
TYPE_CODE = "BC"
RESULTS = "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NGHỊ QUYẾT"
OVERVIEW = "Đánh giá chung"
BY_GROUP = "Kết quả theo từng lĩnh vực"
LOW = "Những chỉ tiêu đạt thấp, cần tập trung lãnh đạo, chỉ đạo"
ANNEX_LABEL = "Phụ lục"
ANNEX_TITLE = "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"
NO_GROUP = "Các chỉ tiêu khác"
BAND_HEADER = ("Nhóm mức đạt", "Số chỉ tiêu", "Tỷ lệ (%)", "Các chỉ tiêu số")
OUTLOOKS = {"likely": "Có khả năng đạt", "unlikely": "Khó đạt"}
ALL_MET = "Tất cả các chỉ tiêu có số liệu đều đạt và vượt."
NONE_LOW = "Không có chỉ tiêu nào đạt thấp; các chỉ tiêu chưa đạt đều đã ở nhóm cao."
HALF = (Fraction(2, 5), Fraction(3, 5))
NO_TARGETS = "Đơn vị chưa có chỉ tiêu nào trong nhiệm kỳ này."


def excerpt(resolution: str, term: str) -> str:
    """This function will write the excerpt of a review report."""
    years = term.replace("-", " - ")
    return f"sơ kết giữa nhiệm kỳ thực hiện {resolution}, nhiệm kỳ {years}"


def resolution_name(unit_name: str) -> str:
    """This function will name the congress resolution of a unit in running text."""
    return f"Nghị quyết Đại hội {unit_name}"


def opening(unit: str, term: str, planned: TermYears, cut_off: date, sentence: str) -> str:
    """This function will open the results part: how far the term has gone at the cut-off, then the sentence of the bands."""
    years = term.replace("-", " - ")
    return (
        f"{stage(planned, cut_off)} thực hiện {resolution_name(unit)}, nhiệm kỳ {years}, tính đến ngày "
        f"{write_date(cut_off)}: {sentence[:1].lower()}{sentence[1:]}"
    )


def stage(planned: TermYears, cut_off: date) -> str:
    """This function will say how far a term has gone at the cut-off, to stand in front of "thực hiện Nghị quyết…".

    Between two and three fifths of the planned time a term is spoken of as half gone; it is over with its last planned day.
    At other times the whole years are named, or the whole months within the first year; "hơn" says that days are left over.
    """
    share = planned.elapsed(cut_off)
    if share >= 1:
        return "Kết thúc nhiệm kỳ, kết quả"
    if HALF[0] <= share < HALF[1]:
        return "Qua nửa nhiệm kỳ"
    months, rest = _months_since(planned.start, cut_off + timedelta(days=1))
    if months < 1:
        return "Bước đầu"
    over = "hơn " if rest or (months > 12 and months % 12) else ""
    return f"Sau {over}{months // 12} năm" if months >= 12 else f"Sau {over}{months} tháng"


def _months_since(first: date, until: date) -> tuple[int, bool]:
    """Give the whole months from the first day of a month up to a day, and whether days are left over."""
    return (until.year - first.year) * 12 + until.month - first.month, until.day > first.day


def method_note(cut_off: date, rule: str) -> tuple[str, ...]:
    """This function will write the notes under the tables: rule of the bands, method, cut-off."""
    return (
        f"Số liệu chốt đến ngày {write_date(cut_off)}; kỳ báo cáo bắt đầu sau ngày này không được tính.",
        rule,
        "Mức đạt của từng chỉ tiêu được tính theo cách tính ghi ở cột “Cách tính” của phụ lục; số hiển thị làm tròn đến hai chữ số "
        "thập phân nhưng không vượt qua cận của nhóm. Ô trống là chưa có số liệu, không phải bằng 0.",
    )


def reading_note(cut_off: date) -> str:
    """This function will say in one line how the annex is to be read; the rule of the bands stands in the text."""
    return (
        f"Số liệu chốt đến ngày {write_date(cut_off)}. Mức đạt tính theo cột “Cách tính”; ô trống là chưa có số liệu, "
        "không phải bằng 0."
    )


def without_data(numbers: Sequence[str]) -> str:
    """This function will say which targets could not be judged for want of figures."""
    return f"Chưa có số liệu để đánh giá: {len(numbers)} chỉ tiêu (số {', '.join(numbers)})."


def frozen_note(label: str) -> str:
    """This function will say that the figures are frozen ones."""
    return f"Số liệu lấy từ lần chốt “{label}”, không thay đổi khi có số liệu về sau."


def unconfirmed_note(count: int) -> str:
    """This function will say how many figures a leader has not confirmed."""
    return f"Trong đó có {count} chỉ tiêu mà số liệu chưa được lãnh đạo đơn vị xác nhận (đánh dấu *)."


def illustrative_note() -> str:
    """This function will say that some figures only illustrate."""
    return "Báo cáo có số liệu minh họa."
