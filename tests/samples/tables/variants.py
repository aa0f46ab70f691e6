"""More shapes: long lists, odd headers, odd cells, as they come in from many offices."""

from __future__ import annotations

from datetime import date

from tests.samples.office import Sample
from tests.samples.tables.shape import OfficeTable

END_2023 = date(2023, 12, 31)

VARIANTS = (
    OfficeTable(
        "numbers restart in each group",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2023"),
                ("I", "KINH TẾ"),
                (1, "Thu nhập bình quân", "triệu đồng", 50, 50),
                ("II", "XÃ HỘI"),
                ("2", "Nước sạch", "%", 90, 63),
            ),
        ),
        {"1": "met", "2": "over_50"},
        END_2023,
    ),
    OfficeTable(
        "column numbers with formulas of columns",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Kết quả", "So sánh KQ/NQ (%)"),
                ("A", "B", "C", 1, 2, "3=2/1"),
                (1, "Sản lượng lúa", "tấn", "12.500", "11.875", "95"),
                (2, "Sản lượng thủy sản", "tấn", "850", "425,0", "50"),
            ),
        ),
        {"1": "over_90", "2": "over_50"},
        None,
    ),
    OfficeTable(
        "small letters under numbers",
        Sample(
            (
                ("STT", "Nội dung", "ĐVT", "Mục tiêu NK", "Thực hiện năm 2022"),
                (1, "Tổng giá trị sản xuất", "tỷ đồng", 600, 552),
                ("a", "Nông nghiệp", "tỷ đồng", 250, 245),
                ("b", "Công nghiệp - xây dựng", "tỷ đồng", 200, 180),
                ("c", "Dịch vụ", "tỷ đồng", 150, 127),
                (2, "Số hợp tác xã", "HTX", 4, 3),
            ),
        ),
        {"1": "over_90", "2": "over_75"},
        date(2022, 12, 31),
        children=3,
    ),
    OfficeTable(
        "three levels of groups",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2023"),
                ("A", "CHỈ TIÊU CHỦ YẾU"),
                ("I", "Về kinh tế"),
                ("1", "Nông nghiệp", None, None, None),
                ("1.1", "Diện tích lúa", "ha", 900, 905),
                ("1.2", "Diện tích vườn", "ha", 400, 380),
                ("2", "Công nghiệp", None, None, None),
                ("2.1", "Cơ sở sản xuất mới", "cơ sở", 12, 7),
                ("B", "CHỈ TIÊU KHÁC"),
                ("3", "Thư viện xã", None, "Hoàn thành", "Chưa hoàn thành"),
            ),
        ),
        {"1.1": "met", "1.2": "over_90", "2.1": "over_50", "3": "under_50"},
        END_2023,
    ),
    OfficeTable(
        "unit in the name, no unit column",
        Sample(
            (
                ("TT", "Các chỉ tiêu", "Nghị quyết", "Kết quả đến tháng 6/2023", "Đánh giá"),
                (1, "Thu nhập bình quân đầu người (triệu đồng)", 70, 63, "Chưa đạt"),
                (2, "Tỷ lệ hộ nghèo (%)", "≤ 1,5", "1,2", "Đạt"),
                (3, "Xây dựng nhà văn hóa (căn)", 8, 8, "Đạt"),
            ),
        ),
        {"1": "over_90", "2": "met", "3": "met"},
    ),
    OfficeTable(
        "years as the only results, newest first",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "Chỉ tiêu đến năm 2025", "Năm 2023", "Năm 2022", "Năm 2021"),
                (1, "Tỷ lệ đô thị hóa", "%", 30, 27, 25, 24),
                (2, "Kết nạp đảng viên thời kỳ 2021-2025", "đảng viên", 60, 15, 12, 18),
                (3, "Tốc độ tăng bình quân hằng năm", "%", 8, 9, 7, 8),
            ),
        ),
        {"1": "over_90", "2": "over_75", "3": "met"},
        END_2023,
    ),
    OfficeTable(
        "quarters of one year",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Quý I-2023", "Quý II-2023"),
                (1, "Tỷ lệ hộ tham gia bảo hiểm", "%", 95, 92, "93,1"),
                (2, "Cây trồng trong nhiệm kỳ", "cây", "2.000", "400", "650"),
            ),
        ),
        {"1": "over_90", "2": "over_50"},
    ),
    OfficeTable(
        "the whole table pushed to the right and down",
        Sample(
            (
                (),
                (),
                (None, None, "XÃ HƯNG LỢI"),
                (),
                (None, None, "TT", "Chỉ tiêu", "ĐVT", "KH", "TH", "Tỷ lệ (%)"),
                (None, None, 1, "Thu nhập", "triệu đồng", 60, 45, 75),
                (None, None, 2, "Nước sạch", "%", 90, 90, 100),
            ),
        ),
        {"1": "over_75", "2": "met"},
        None,
        "XÃ HƯNG LỢI",
    ),
    OfficeTable(
        "results that exceed many times",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2022", "So với NQ"),
                (1, "Vốn vận động", "triệu đồng", "75", "1.809,5", "2412,67%"),
                (2, "Đảng viên mới", "đảng viên", "35", "36/35 đảng viên", "103%"),
                (3, "Diện tích", "ha", "550", "673/550ha", "122,5%"),
            ),
        ),
        {"1": "met", "2": "met", "3": "met"},
        date(2022, 12, 31),
    ),
    OfficeTable(
        "zero targets and zero results",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2023"),
                (1, "Không còn hộ nghèo", "hộ", "0", "0"),
                (2, "Không để xảy ra cháy lớn", "vụ", "Không", "Không"),
                (3, "Không để đơn thư tồn đọng", "đơn", "0", "2"),
                (4, "Nhà tạm được xóa", "căn", 10, 0),
            ),
        ),
        {"1": "met", "2": "met", "3": "under_50", "4": "under_50"},
        END_2023,
    ),
    OfficeTable(
        "exactly on the edges",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2023"),
                (1, "A một", "điểm", "7,0", "6,3"),
                (2, "B hai", "điểm", "0,3", "0,27"),
                (3, "C ba", "điểm", 0.3, 0.225),
                (4, "D bốn", "điểm", 1.1, 0.55),
                (5, "E năm", "điểm", 100, 99.9999),
                (6, "G sáu", "điểm", "100", "100,00"),
                (7, "H bảy", "điểm", 4, 1.9999),
            ),
        ),
        {
            "1": "over_90",
            "2": "over_90",
            "3": "over_75",
            "4": "over_50",
            "5": "over_90",
            "6": "met",
            "7": "under_50",
        },
        END_2023,
    ),
    OfficeTable(
        "sums of years exactly on the edge",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2021", "TH 2022", "TH 2023"),
                (1, "Đường xây mới trong nhiệm kỳ", "km", 1, 0.1, 0.2, 0.6),
                (2, "Vốn huy động trong nhiệm kỳ", "tỷ đồng", "1,2", "0,3", "0,3", "0,3"),
            ),
        ),
        {"1": "over_90", "2": "over_75"},
        END_2023,
    ),
    OfficeTable(
        "dashes and blanks inside figures",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2023"),
                (1, "Sản lượng", "tấn", "12 500", "11 250"),
                (2, "Tỷ lệ", "%", " 95 % ", "95%"),
                (3, "Kết nạp", "đảng viên", "20–25", "19"),
                (4, "Diện tích", "ha", "50ha", "37,5ha"),
            ),
        ),
        {"1": "over_90", "2": "met", "3": "over_90", "4": "over_75"},
        END_2023,
    ),
    OfficeTable(
        "footnote stars beside figures and names",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2023"),
                (1, "Thu nhập (*)", "triệu đồng", "60", "51 (*)"),
                (2, "Nước sạch", "%", "90*", "81"),
                ("(*) Số liệu tạm tính",),
            ),
        ),
        {"1": "over_75", "2": "over_90"},
        END_2023,
    ),
    OfficeTable(
        "group named in a column of its own",
        Sample(
            (
                ("STT", "Lĩnh vực", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện 2023"),
                (1, "Kinh tế", "Thu nhập bình quân", "triệu đồng", 60, 60),
                (2, "Kinh tế", "Thu ngân sách", "tỷ đồng", 5, 4),
                (3, "Xã hội", "Nước sạch", "%", 90, 70),
            ),
        ),
        {"1": "met", "2": "over_75", "3": "over_75"},
        END_2023,
    ),
    OfficeTable(
        "owner, note and same period of last year beside the results",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2023", "So với cùng kỳ", "Cơ quan chủ trì", "Ghi chú"),
                (1, "Thu ngân sách", "tỷ đồng", 10, 9, "112%", "Kế toán", "chưa quyết toán"),
                (2, "Nước sạch", "%", 90, 45, "101%", "Địa chính", None),
            ),
        ),
        {"1": "over_90", "2": "over_50"},
        END_2023,
    ),
    OfficeTable(
        "marks in columns of verdicts",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Kết quả thực hiện", "Đánh giá", None),
                (None, None, None, None, None, "Đạt", "Chưa đạt"),
                (1, "Thu nhập", "triệu đồng", 60, 61, "x", None),
                (2, "Đường nhựa", "km", 10, 5, None, "x"),
            ),
            ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:G1"),
        ),
        {"1": "met", "2": "over_50"},
        None,
    ),
    OfficeTable(
        "target and result each with unit and amount",
        Sample(
            (
                ("TT", "Nội dung", "Chỉ tiêu Nghị quyết", None, "Kết quả đến tháng 6/2023", None, "Ghi chú"),
                (None, None, "ĐVT", "Số lượng", "Số lượng", "Tỷ lệ (%)", None),
                (1, "Kết nạp đảng viên", "người", 20, 15, 75, None),
                (2, "Xây nhà tình thương", "căn", 10, 10, 100, None),
                (3, "Trồng cây xanh", "cây", "5.000", "2.400", 48, None),
            ),
            ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"),
        ),
        {"1": "over_75", "2": "met", "3": "under_50"},
    ),
    OfficeTable(
        "term of 2025-2030",
        Sample(
            (
                ("ĐẢNG BỘ XÃ NHUẬN PHÚ",),
                ("KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT, NHIỆM KỲ 2025-2030",),
                ("TT", "Chỉ tiêu", "ĐVT", "NQ", "TH 2026", "TH 2027"),
                (1, "Thu nhập bình quân", "triệu đồng", 90, 70, 81),
                (2, "Kết nạp đảng viên thời kỳ 2026-2030", "đảng viên", 100, 30, 25),
            ),
        ),
        {"1": "over_90", "2": "over_50"},
        date(2027, 12, 31),
        "ĐẢNG BỘ XÃ NHUẬN PHÚ",
    ),
    OfficeTable(
        "falling target without a baseline and with one",
        Sample(
            (
                ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Đầu nhiệm kỳ", "TH 2023"),
                (1, "Giảm tỷ lệ hộ nghèo xuống còn", "%", "2", "8", "3,5"),
                (2, "Giảm tỷ lệ sinh con thứ 3 còn", "%", "3", None, "4"),
                (3, "Giảm tỷ lệ hộ cận nghèo còn", "%", "4", "6", "6,5"),
            ),
        ),
        {"1": "over_75", "2": "over_75", "3": "under_50"},
        END_2023,
    ),
    OfficeTable(
        "no result column of a year, only the end of the term so far",
        Sample(
            (
                (
                    "TT",
                    "Chỉ tiêu",
                    "ĐVT",
                    "Chỉ tiêu NQ",
                    "Kết quả giữa nhiệm kỳ",
                    "Khả năng đạt cuối nhiệm kỳ",
                ),
                (1, "Thu nhập", "triệu đồng", 60, 54, 62),
                (2, "Nước sạch", "%", 90, 40, 80),
            ),
        ),
        {"1": "over_90", "2": "under_50"},
        None,
    ),
)
