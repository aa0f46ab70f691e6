"""Tables whose cells speak: words, ranges, units, old fonts, dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.samples.office import Sample
from tests.samples.tables.shape import OfficeTable

WORDINGS = (
    OfficeTable(
        "units inside the cells only",
        Sample(
            (
                ("TT", "Chỉ tiêu", "Nghị quyết đề ra", "Kết quả đến nay"),
                (1, "Thu nhập bình quân đầu người", "60 triệu đồng", "52,8 triệu đồng"),
                (2, "Vốn đầu tư", "1,2 tỷ đồng", "900 triệu đồng"),
                (3, "Diện tích cây xanh", "≥ 50 ha", "46ha"),
                (4, "Tỷ lệ che phủ rừng", "trên 42%", "42%"),
                (5, "Người tham gia", "từ 300 người trở lên", "310 người"),
            ),
        ),
        {"1": "over_75", "2": "over_75", "3": "over_90", "4": "over_90", "5": "met"},
        None,
    ),
    OfficeTable(
        "average of years with a total column that is not counted again",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ nhiệm kỳ", "Kết quả thực hiện", None, None, None),
                (None, None, None, None, "2021", "2022", "2023", "Cộng 2021-2023"),
                (1, "Kết nạp đảng viên thời kỳ 2021-2025", "đảng viên", 60, 12, 13, 14, 39),
                (2, "Tốc độ tăng trưởng bình quân hằng năm", "%", 10, 9, 9.5, 10.3, 9.6),
                (3, "Lao động có việc làm mới trong nhiệm kỳ", "người", "1.500", None, None, None, "1.200"),
            ),
            ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:H1"),
        ),
        {"1": "over_50", "2": "over_90", "3": "over_75"},
        date(2023, 12, 31),
    ),
    OfficeTable(
        "no data, empty marks and a due date",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2022", "TH 2023", "Thời hạn hoàn thành"),
                (1, "Tỷ lệ hộ dùng điện", "%", 100, "-", "x", None),
                (2, "Xây chợ mới", None, "Hoàn thành", None, "..", "31/12/2024"),
                (3, "Tỷ lệ đường có đèn", "%", 80, 0, 0, None),
            ),
        ),
        {"1": "no_data", "2": "not_due", "3": "under_50"},
        date(2023, 12, 31),
    ),
    OfficeTable(
        "rows under 'trong đó' without numbers",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2023"),
                (1, "Tổng giá trị sản xuất", "tỷ đồng", 900, 720),
                (None, "Trong đó:", None, None, None),
                (None, "Nông nghiệp", "tỷ đồng", 500, 450),
                (None, "Công nghiệp", "tỷ đồng", 400, 270),
                (2, "Thu ngân sách trên địa bàn", "tỷ đồng", 12, 12.4),
                (None, "+ Thuế", "tỷ đồng", 10, 10),
                (3, "Tỷ lệ hộ có nước sạch", "%", 90, 45),
            ),
        ),
        {"1": "over_75", "2": "met", "3": "over_50"},
        date(2023, 12, 31),
        children=3,
    ),
    OfficeTable(
        "ranges of yearly change and of levels",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "TH 2023"),
                (1, "Tốc độ tăng trưởng kinh tế", "%", "12-13%/năm", "12,4"),
                (2, "Thu ngân sách hằng năm tăng", "%", "7 - 9%", "6,3"),
                (3, "Số mô hình dân vận khéo", "mô hình", "10 đến 12", "10"),
                (4, "Tỷ lệ hộ cận nghèo", "%", "2-3%", "4"),
            ),
        ),
        {"1": "met", "2": "over_90", "3": "met", "4": "over_75"},
        date(2023, 12, 31),
    ),
    OfficeTable(
        "header in two rows without merged cells",
        Sample(
            (
                ("UBND XÃ BÌNH MINH",),
                ("TT", "Danh mục", "ĐVT", "Nghị quyết Đại hội", "Thực hiện", None, None, "Đánh giá"),
                (None, None, None, None, "Năm 2021", "Năm 2022", "6 tháng đầu năm 2023", None),
                (1, "Tỷ lệ lao động qua đào tạo", "%", 65, 55, 58, 60, "Chưa đạt"),
                (2, "Số hộ thoát nghèo trong nhiệm kỳ", "hộ", 100, 30, 25, 10, "Chưa đạt"),
                (3, "Tỷ lệ trẻ em được tiêm chủng", "%", 98, 97, 98.5, 98.2, "Đạt"),
            ),
        ),
        {"1": "over_90", "2": "over_50", "3": "met"},
        unit="UBND XÃ BÌNH MINH",
    ),
    OfficeTable(
        "roman numbers and names in capitals merged over the row",
        Sample(
            (
                ("ĐẢNG BỘ XÃ PHÚ ĐỨC",),
                (
                    "Số TT",
                    "Các chỉ tiêu",
                    "Đơn vị tính",
                    "Chỉ tiêu NQ nhiệm kỳ 2020-2025",
                    "Kết quả thực hiện giữa nhiệm kỳ",
                    "Tỷ lệ %",
                ),
                ("I. LĨNH VỰC KINH TẾ", None, None, None, None, None),
                (1, "Giá trị sản xuất/ha đất", "triệu đồng/ha", 150, 135, 90),
                (2, "Hợp tác xã hoạt động hiệu quả", "HTX", 3, 2, 66.67),
                ("II. LĨNH VỰC XÃ HỘI", None, None, None, None, None),
                (3, "Gia đình văn hóa", "%", "95%", "96,2%", "101,26"),
            ),
            ("A3:F3", "A6:F6"),
        ),
        {"1": "over_90", "2": "over_50", "3": "met"},
        unit="ĐẢNG BỘ XÃ PHÚ ĐỨC",
    ),
    OfficeTable(
        "TCVN3 texts",
        Sample(
            (
                ("STT", "ChØ tiªu", "§¬n vÞ tÝnh", "NghÞ quyÕt", "Thùc hiÖn ®Õn nay"),
                (1, "Tû lÖ hé nghÌo", "%", "d\xadíi 3%", "2,7"),
                (2, "Thu nhËp b×nh qu©n ®Çu ng\xadêi", "triÖu ®ång", "80", "60"),
                (3, "KÕt n¹p ®¶ng viªn", "®¶ng viªn", "50", "48"),
            ),
            font=".VnTime",
        ),
        {"1": "met", "2": "over_75", "3": "over_90"},
        None,
    ),
    OfficeTable(
        "VNI texts",
        Sample(
            (
                ("STT", "Chæ tieâu", "Ñôn vò tính", "Nghò quyeát", "Thöïc hieän ñeán nay"),
                (1, "Tyû leä hoä ngheøo", "%", "döôùi 3%", "3,3"),
                (2, "Thu nhaäp bình quaân ñaàu ngöôøi", "trieäu ñoàng", "80", "81"),
                (3, "Keát naïp ñaûng vieân", "ñaûng vieân", "50", "24"),
            ),
            font="VNI-Times",
        ),
        {"1": "over_90", "2": "met", "3": "under_50"},
        None,
    ),
    OfficeTable(
        "long wordings with the figure in the target cell's words",
        Sample(
            (
                ("TT", "Chỉ tiêu", "Nghị quyết", "Kết quả năm 2023"),
                (1, "Phát triển đảng viên", "Phát triển mới 46 đảng viên", "23 đảng viên"),
                (2, "Thu ngân sách", "Tăng 25%", "Tăng 20%"),
                (3, "Bảo hiểm y tế", "Phấn đấu đạt từ 95% trở lên", "đạt 95,2%"),
                (4, "Giải quyết việc làm", "hơn 1.600 lao động", "1.600 lao động"),
            ),
        ),
        {"1": "over_50", "2": "over_75", "3": "met", "4": "over_90"},
        date(2023, 12, 31),
    ),
    OfficeTable(
        "one result column up to a day beside the years",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "2021", "2022", "Thực hiện đến 21-2-2023"),
                (1, "Nhà tình nghĩa xây trong nhiệm kỳ", "căn", 40, 12, 10, 24),
                (2, "Đường giao thông xây trong nhiệm kỳ", "km", 20, 6, 7, 2),
                (3, "Tỷ lệ hộ có nước sạch", "%", 90, 70, 78, 81),
            ),
        ),
        {"1": "over_50", "2": "over_75", "3": "over_90"},
        date(2023, 2, 21),
    ),
    OfficeTable(
        "target name column called Mục tiêu, target called Chỉ tiêu",
        Sample(
            (
                ("STT", "Nội dung", "ĐVT", "Chỉ tiêu", "Đạt được", "% so với chỉ tiêu"),
                (1, "Số doanh nghiệp thành lập mới", "doanh nghiệp", Decimal(20), Decimal(19), Decimal(95)),
                (2, "Tỷ lệ thu gom rác thải", "%", Decimal("85.5"), Decimal("42.7"), Decimal("49.9")),
            ),
        ),
        {"1": "over_90", "2": "under_50"},
        None,
    ),
)
