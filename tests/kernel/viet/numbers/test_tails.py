"""The words after a number."""

import pytest

from nhiemky.kernel.viet.numbers.tails import Tail, read_tail


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Tail()),
        (" ", Tail()),
        (".", Tail()),
        ("%", Tail("%")),
        (" % ", Tail("%")),
        ("%/năm", Tail("%", "năm")),
        ("% / năm", Tail("%", "năm")),
        ("% mỗi năm", Tail("%", "năm")),
        ("% một năm", Tail("%", "năm")),
        ("% trở lên", Tail("%", "", "at_least")),
        ("% TRỞ LÊN", Tail("%", "", "at_least")),
        (" đảng viên trở lên", Tail("đảng viên", "", "at_least")),
        ("%/năm trở lên", Tail("%", "năm", "at_least")),
        ("% trở xuống", Tail("%", "", "at_most")),
        ("% trở lại", Tail("%", "", "at_most")),
        (" trở lên", Tail("", "", "at_least")),
        (" triệu đồng", Tail("triệu đồng")),
        (" triệu", Tail("triệu đồng")),
        ("tr.đ", Tail("triệu đồng")),
        (" tr. đồng", Tail("triệu đồng")),
        (" tỉ đồng/năm", Tail("tỷ đồng", "năm")),
        (" triệu đồng/ha/năm", Tail("triệu đồng", "ha/năm")),
        (" triệu đồng / người / năm", Tail("triệu đồng", "người/năm")),
        ("ha/vụ", Tail("ha", "vụ")),
        ("ha", Tail("ha")),
        (" Ha", Tail("ha")),
        (" m²", Tail("m2")),
        (" km2", Tail("km2")),
        (" hộ nghèo", Tail("hộ nghèo")),
        (" hộ cận nghèo", Tail("hộ", "", None, "cận nghèo")),
        (" đ/vị", Tail("đơn vị")),
        (" đ", Tail("đồng")),
        ("đ/kg", Tail("đồng", "kg")),
        (" điểm %", Tail("điểm %")),
        (" điểm phần trăm", Tail("điểm %")),
        (" chỉ tiêu trên giao", Tail("chỉ tiêu", "", None, "trên giao")),
        (" bác sĩ/vạn dân", Tail("bác sĩ", "vạn dân")),
        (" nghìn con", Tail("nghìn con")),
        (" nghìn tấn", Tail("nghìn tấn")),
        (" giường bệnh/vạn dân", Tail("giường bệnh", "vạn dân")),
        (" Camera", Tail("camera")),
        (" OCOP", Tail("OCOP")),
        (" bộ máy tính", Tail("bộ máy tính")),
        ("/năm", Tail("", "năm")),
        (" vào đoàn thể chính trị xã hội", Tail("", "", None, "vào đoàn thể chính trị xã hội")),
        ("; ", Tail()),
    ],
)
def test_read_tail_takes_the_words_apart(words: str, expected: Tail) -> None:
    assert read_tail(words) == expected
