"""Tables of offices in many shapes, with the class that each counted target must get at the cut-off date.

The wordings are of the kind that resolutions use; names of units are made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.samples.office import Sample


@dataclass(frozen=True)
class OfficeTable:
    """One table with what it must give."""

    name: str
    sample: Sample
    classes: Mapping[str, str]
    as_of: date | None = date(2023, 6, 30)
    unit: str = ""
    children: int = 0
    errors: int = 0


OFFICE_TABLES = (
    OfficeTable(
        "annex with years, a row of column numbers, parts and fractions",
        Sample(
            (
                ("HUYỆN ỦY AN PHÚ", None, None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"),
                (),
                ("PHỤ LỤC SỐ LIỆU",),
                ("Kết quả thực hiện các chỉ tiêu chủ yếu Nghị quyết Đại hội, nhiệm kỳ 2020-2025",),
                (),
                (
                    "Nội dung",
                    "Đơn vị tính",
                    "Ch/tiêu NQĐH đề ra đến năm 2025",
                    "Kết quả thực hiện",
                    None,
                    None,
                    None,
                    None,
                    "So với NQ ĐH",
                    "Ghi chú",
                ),
                (None, None, None, 2021, 2022, 2023, 2024, 2025),
                (1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                (
                    "1. Tốc độ tăng giá trị sản xuất bình quân hàng năm",
                    "%",
                    20,
                    18.1,
                    "18,9",
                    "20",
                    ".",
                    ".",
                    None,
                    None,
                ),
                ("- Nông, lâm, thủy sản", "%", 5, "4,1", "4,8", "5,2", ".", ".", None, None),
                (
                    "2. Thu nhập bình quân đầu người/năm",
                    "triệu đồng",
                    80,
                    "55,5",
                    "61",
                    "64",
                    ".",
                    ".",
                    "80%",
                    None,
                ),
                (
                    "3. Diện tích đất được tích tụ, tập trung",
                    "ha",
                    "2.400",
                    "510",
                    "1.240",
                    "1.800",
                    ".",
                    ".",
                    "75%",
                    None,
                ),
                (
                    "4. Tổng huy động vốn đầu tư thời kỳ 2021-2025",
                    "tỷ đồng",
                    "4.000",
                    "700,5",
                    "820",
                    "979,5",
                    ".",
                    ".",
                    "62,5%",
                    "cộng dồn",
                ),
                ("5. Tỷ lệ đô thị hóa", "%", "20% trở lên", "14,1", "15,5", "18", ".", ".", None, None),
                (
                    "6. Tốc độ tăng dân số bình quân hằng năm",
                    "%",
                    "dưới 1,2%",
                    "1,1",
                    "1,15",
                    "1,05",
                    ".",
                    ".",
                    "Đạt",
                    None,
                ),
                (
                    "7. Tỷ lệ ấp đạt chuẩn",
                    "%",
                    "62,5% (40/64 ấp)",
                    "21/64",
                    "28/64",
                    "36/64",
                    ".",
                    ".",
                    None,
                    None,
                ),
            ),
            ("A3:J3", "A4:J4", "A6:A7", "B6:B7", "C6:C7", "D6:H6", "I6:I7", "J6:J7"),
            "PL so lieu",
        ),
        {
            "1": "over_90",
            "2": "over_75",
            "3": "over_75",
            "4": "over_50",
            "5": "over_90",
            "6": "met",
            "7": "over_90",
        },
        date(2023, 12, 31),
        "HUYỆN ỦY AN PHÚ",
        children=1,
    ),
    OfficeTable(
        "commune list with ranges, comparators, done and mixed units",
        Sample(
            (
                ("ĐẢNG BỘ XÃ LONG HÒA - KẾT QUẢ THỰC HIỆN CHỈ TIÊU NGHỊ QUYẾT GIỮA NHIỆM KỲ",),
                (),
                ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết ĐH", "TH đến 30/6/2023", "Đạt (%)", "Đánh giá"),
                ("I", "KINH TẾ"),
                (1, "Tổng giá trị sản xuất", "tỷ đồng", "3.150", "1.827", "58", "Chưa đạt"),
                (2, "Tỷ lệ hộ nghèo giảm hàng năm", "%", "0,4%-0,7%", "0,5", None, "Đạt"),
                (3, "Thu ngân sách so với chỉ tiêu trên giao", "%", "100%", "104,3", "104,3", "Vượt"),
                ("II", "VĂN HÓA - XÃ HỘI"),
                (4, "Số ấp đạt chuẩn văn hóa", "ấp", "8/8 ấp", "7/8", 87.5, None),
                (
                    5,
                    "Xã đạt chuẩn nông thôn mới nâng cao",
                    None,
                    "Đạt",
                    "Chưa đạt",
                    None,
                    "Đang trong lộ trình",
                ),
                ("III", "XÂY DỰNG ĐẢNG"),
                (6, "Kết nạp đảng viên", "đảng viên", "40 - 45", "38", "95", "Chưa đạt"),
                (
                    7,
                    "Chi bộ hoàn thành tốt nhiệm vụ trở lên hằng năm",
                    "%",
                    "từ 90% trở lên",
                    "81",
                    "90",
                    "Gần đạt",
                ),
                (8, "Thu hút đầu tư", "tỷ đồng", "12 tỷ 500 triệu đồng", "9,5", 76, None),
                (),
                (None, "Người lập biểu", None, None, "T/M ĐẢNG ỦY"),
            ),
            ("A1:G1",),
            "Chi tieu",
        ),
        {
            "1": "over_50",
            "2": "met",
            "3": "met",
            "4": "over_75",
            "5": "under_50",
            "6": "over_90",
            "7": "over_90",
            "8": "over_75",
        },
        unit="ĐẢNG BỘ XÃ LONG HÒA",
    ),
    OfficeTable(
        "groups A and I, parts numbered 1.1, estimate of the year, footnote",
        Sample(
            (
                ("ĐẢNG ỦY XÃ TÂN AN",),
                ("BIỂU TỔNG HỢP THỰC HIỆN CHỈ TIÊU NHIỆM KỲ 2020 - 2025",),
                (
                    "STT",
                    "Nội dung chỉ tiêu",
                    "ĐVT",
                    "NQ đề ra",
                    "TH 2021",
                    "TH 2022",
                    "Ước TH 2023",
                    "So với NQ (%)",
                    "Ghi chú",
                ),
                ("A", "NHÓM CHỈ TIÊU KINH TẾ"),
                ("I", "Nông nghiệp"),
                (1, "Giá trị sản xuất nông nghiệp", "tỷ đồng", 500, 410, 436, 455, 91, None),
                ("1.1", "Trồng trọt", "tỷ đồng", 300, 250, 260, 270, 90, None),
                ("1.2", "Chăn nuôi", "tỷ đồng", 200, 160, 176, 185, 92.5, None),
                ("II", "Thương mại - dịch vụ"),
                (2, "Số chợ được nâng cấp trong nhiệm kỳ", "chợ", 4, 1, 1, 1, 75, None),
                ("B", "NHÓM CHỈ TIÊU XÃ HỘI"),
                (3, "Tỷ lệ hộ dân tham gia bảo hiểm y tế", "%", "≥ 95", "88,2", "91,5", "93,1", 98, None),
                (4, "Tỷ lệ hộ nghèo", "%", "dưới 2", "3,4", "2,9", "2,5", None, None),
                ("Ghi chú: số liệu năm 2023 là số ước.",),
            ),
            ("A14:I14",),
        ),
        {"1": "over_90", "2": "over_75", "3": "over_90", "4": "over_75"},
        unit="ĐẢNG ỦY XÃ TÂN AN",
        children=2,
    ),
    OfficeTable(
        "plan and result side by side under each year",
        Sample(
            (
                ("ĐẢNG BỘ XÃ HÒA LỢI, NHIỆM KỲ 2020-2025",),
                (
                    "TT",
                    "Chỉ tiêu",
                    "Đơn vị",
                    "Nghị quyết",
                    "Năm 2021",
                    None,
                    "Năm 2022",
                    None,
                    "Năm 2023",
                    None,
                ),
                (None, None, None, None, "KH", "TH", "KH", "TH", "KH", "TH"),
                (
                    1,
                    "Thu nhập bình quân đầu người",
                    "triệu đồng/người/năm",
                    "65",
                    "50",
                    "49,5",
                    "54",
                    "53",
                    "58",
                    "58,5",
                ),
                (2, "Tỷ lệ lao động qua đào tạo", "%", "70", "58", "57", "61", "60", "64", "63"),
                (3, "Kết nạp đảng viên trong nhiệm kỳ", "đảng viên", "50", "10", "11", "10", "9", "10", "10"),
            ),
            ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:H2", "I2:J2"),
        ),
        {"1": "over_90", "2": "over_90", "3": "over_50"},
        date(2023, 12, 31),
        "ĐẢNG BỘ XÃ HÒA LỢI",
    ),
    OfficeTable(
        "columns in another order, ratio as true percent cells",
        Sample(
            (
                (
                    "STT",
                    "Kết quả đến 15/5/2023",
                    "Mục tiêu đến năm 2025",
                    "ĐVT",
                    "Tỷ lệ đạt so với NQ",
                    "Chỉ tiêu chủ yếu",
                ),
                (1, 45, 50, "triệu đồng", 0.9, "Thu nhập bình quân đầu người"),
                (2, "97,5", "100", "%", 0.975, "Hộ sử dụng nước hợp vệ sinh"),
                (3, 6, 12, "km", 0.5, "Đường giao thông được cứng hóa"),
                (4, 0, 3, "mô hình", 0, "Mô hình kinh tế mới"),
            ),
            formats={"E2": "0%", "E3": "0.0%", "E4": "0%", "E5": "0%"},
        ),
        {"1": "over_90", "2": "over_90", "3": "over_50", "4": "under_50"},
        date(2023, 5, 15),
    ),
    OfficeTable(
        "values themselves in percent format",
        Sample(
            (
                ("Nội dung", "ĐVT", "Chỉ tiêu nghị quyết", "Thực hiện 2022", "Thực hiện 2023"),
                ("1. Tỷ lệ trường đạt chuẩn quốc gia", "%", 0.8, 0.6, 0.7),
                ("2. Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ", "%", 0.9, 0.88, 0.95),
                ("3. Tỷ lệ rác được thu gom", "%", 0.75, 0.3, 0.36),
            ),
            formats={f"{column}{row}": "0.0%" for column in "CDE" for row in (2, 3, 4)},
        ),
        {"1": "over_75", "2": "met", "3": "under_50"},
        date(2023, 12, 31),
    ),
    OfficeTable(
        "headings that are parents without values",
        Sample(
            (
                ("ĐẢNG ỦY PHƯỜNG 5",),
                ("TT", "Nội dung", "ĐVT", "NQ", "Thực hiện đến 31/12/2022"),
                (1, "Công tác xây dựng Đảng", None, None, None),
                ("1.1", "Kết nạp đảng viên mới", "đảng viên", 30, 21),
                ("1.2", "Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ", "%", 90, 92),
                (2, "Công tác vận động quần chúng", None, None, None),
                ("2.1", "Tỷ lệ tập hợp đoàn viên", "%", 80, 61),
            ),
        ),
        {"1.1": "over_50", "1.2": "met", "2.1": "over_75"},
        date(2022, 12, 31),
        "ĐẢNG ỦY PHƯỜNG 5",
    ),
    OfficeTable(
        "total row, signature rows and a repeated header",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch nhiệm kỳ", "Thực hiện 2023"),
                (1, "Tổng huy động vốn đầu tư", "tỷ đồng", 200, 150),
                (2, "Tổng diện tích gieo trồng", "ha", "1.250", "1.180"),
                ("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch nhiệm kỳ", "Thực hiện 2023"),
                (3, "Tổng đàn bò", "con", "3.400", "3.650"),
                (None, "Tổng cộng", None, 3, 1),
                (None, None, None, "Ngày 20 tháng 01 năm 2024"),
                (None, "NGƯỜI LẬP BIỂU", None, "T/M ĐẢNG ỦY"),
                (None, None, None, "BÍ THƯ"),
                (None, "Nguyễn Văn A", None, "Trần Văn B"),
            ),
        ),
        {"1": "over_75", "2": "over_90", "3": "met"},
        date(2023, 12, 31),
    ),
    OfficeTable(
        "numbers with a decimal point and comma thousands, as an English Excel types them",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2023"),
                (1, "Thu ngân sách", "triệu đồng", "12,500.5", "11,250.45"),
                (2, "Giá trị sản xuất", "tỷ đồng", "1,340", "1,206"),
                (3, "Thu nhập bình quân", "triệu đồng", "63.54", "31.0"),
            ),
        ),
        {"1": "over_90", "2": "over_90", "3": "under_50"},
        date(2023, 12, 31),
    ),
    OfficeTable(
        "falling targets by their words",
        Sample(
            (
                ("TT", "Nội dung", "ĐVT", "Nghị quyết", "Hiện trạng 2020", "Thực hiện 2023"),
                (1, "Giảm tỷ lệ hộ nghèo còn", "%", "3", "10", "4"),
                (2, "Không để xảy ra trọng án", "vụ", "0", "1", "0"),
                (3, "Số vụ phạm pháp hình sự", "vụ", "không quá 5", "8", "5"),
                (4, "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng", "%", "dưới 8%", "10,5", "8"),
                (5, "Giảm số vụ tai nạn giao thông hằng năm", "%", "5", None, "5,5"),
            ),
        ),
        {"1": "over_75", "2": "met", "3": "met", "4": "over_90", "5": "met"},
        date(2023, 12, 31),
    ),
    OfficeTable(
        "milestones with percentages and years",
        Sample(
            (
                ("STT", "Tiêu chí", "Mục tiêu", "Kết quả thực hiện đến 30/6/2023"),
                (1, "Xã đạt chuẩn nông thôn mới", "Hoàn thành", "Đã hoàn thành"),
                (2, "Xây dựng trụ sở làm việc", "Hoàn thành", "80%"),
                (3, "Bộ tiêu chí nông thôn mới nâng cao", "Đạt", "15/19 tiêu chí"),
                (4, "Giữ vững danh hiệu xã văn hóa", "Giữ vững", "Đạt"),
                (5, "Quy hoạch chung xây dựng xã", "Hoàn thành", "Đang thực hiện"),
            ),
        ),
        {"1": "met", "2": "over_75", "3": "over_75", "4": "met", "5": "under_50"},
    ),
    OfficeTable(
        "counts over their whole in every cell",
        Sample(
            (
                ("TT", "Chỉ tiêu", "Nghị quyết", "Thực hiện 2022"),
                (1, "Trường đạt chuẩn quốc gia", "4/4 trường", "3/4 trường"),
                (2, "Chi bộ trong sạch, vững mạnh", "12/12", "11/12"),
                (3, "Ấp có nhà văn hóa", "100% (9/9 ấp)", "9/9 ấp"),
                (4, "Hộ có nhà tiêu hợp vệ sinh", "95%", "1.710/2.000 hộ"),
            ),
        ),
        {"1": "over_75", "2": "over_90", "3": "met", "4": "over_90"},
        date(2022, 12, 31),
    ),
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
