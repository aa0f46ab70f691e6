"""The review report as an outline: what it says, in which order, with which notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nhiemky.kernel.documents.outline import (
    Authority,
    Bar,
    Bullet,
    Cell,
    Document,
    GroupRow,
    Paragraph,
    Row,
    Section,
    Table,
)
from nhiemky.kernel.documents.profiles import HD36
from nhiemky.kernel.scoring import SCHEMES, Comparator, Method
from nhiemky.reporting.review import ReviewFacts, band_table, review_document
from tests import cast_targets as cast
from tests.cast_boards import CUT_OFF, Branch, facts, freeze, make_branch
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def branch() -> Branch:
    return make_branch()


def document(found: ReviewFacts) -> Document:
    return review_document(found, HD36)


def composed(branch: Branch, **changes: object) -> Document:
    return document(facts(branch.first, branch.term, **changes))


def sections(found: Document) -> list[tuple[int, object]]:
    return [(block.level, block.text) for block in found.blocks if isinstance(block, Section)]


def paragraphs(found: Document) -> list[object]:
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


def bullets(found: Document) -> list[object]:
    return [block.text for block in found.blocks if isinstance(block, Bullet)]


def tables(found: Document) -> list[Table]:
    return [block for block in found.blocks if isinstance(block, Table)]


def cells(row: Row | GroupRow) -> list[object]:
    assert isinstance(row, Row)
    return [cell.text if isinstance(cell, Cell) else cell for cell in row.cells]


def annex(found: Document) -> Table:
    (part,) = found.annexes
    (table,) = part.blocks
    assert isinstance(table, Table)
    return table


def under(found: Document, title: str) -> list[object]:
    """Give the texts between a heading and the next one."""
    texts, inside = [], False
    for block in found.blocks:
        if isinstance(block, Section):
            inside = block.text == title
        elif inside and isinstance(block, Paragraph | Bullet):
            texts.append(block.text)
    return texts


LOW = "Những chỉ tiêu đạt thấp, cần tập trung lãnh đạo, chỉ đạo"


def test_review_has_its_sections_in_order(branch: Branch) -> None:
    assert sections(composed(branch)) == [
        (1, "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NGHỊ QUYẾT"),
        (2, "Đánh giá chung"),
        (2, "Kết quả theo từng lĩnh vực"),
        (3, "Kinh tế"),
        (3, "Xã hội"),
        (2, LOW),
    ]


def test_review_opens_with_the_sentence_of_the_board(branch: Branch) -> None:
    assert paragraphs(composed(branch))[0] == (
        "Qua nửa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ xã Tân Thanh Tây, nhiệm kỳ 2020 - 2025, tính đến ngày "
        "21-2-2023: đạt và vượt 1/3 chỉ tiêu, 1/3 chỉ tiêu đạt trên 75%, 1/3 chỉ tiêu chưa có số liệu."
    )


def test_review_opens_with_how_far_the_term_has_gone(branch: Branch) -> None:
    days = (date(2021, 9, 30), date(2023, 6, 30), date(2025, 12, 31))
    openings = [str(paragraphs(composed(branch, as_of=day))[0]).partition(" thực hiện ")[0] for day in days]
    assert openings == ["Sau 9 tháng", "Qua nửa nhiệm kỳ", "Kết thúc nhiệm kỳ, kết quả"]


def test_review_letterhead_names_issuer_and_subject(branch: Branch) -> None:
    head = composed(branch).letterhead
    assert (head.issuer, head.superior, head.issuer_code, head.place, head.type_code, head.type_name) == (
        "Đảng ủy xã Tân Thanh Tây",
        "Đảng ủy xã Huyện",
        "ĐU",
        "Tân Thanh Tây",
        "BC",
        "BÁO CÁO",
    )
    assert head.excerpt == (
        "sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ xã Tân Thanh Tây, nhiệm kỳ 2020 - 2025"
    )


def test_review_carries_number_day_and_draft_mark(branch: Branch) -> None:
    head = composed(branch, number=15, day=date(2023, 2, 24), draft="Dự thảo lần 1").letterhead
    assert (head.number, head.day, head.draft) == (15, date(2023, 2, 24), "Dự thảo lần 1")


def test_review_leaves_day_and_number_to_be_written_by_hand(branch: Branch) -> None:
    head = composed(branch).letterhead
    assert (head.number, head.day, head.year, head.draft) == (None, None, 2023, "")


def test_review_band_rows_add_up_to_the_total(branch: Branch) -> None:
    (table,) = tables(composed(branch))
    assert [cells(row) for row in table.rows] == [
        ["Đạt và vượt", "1", "33,3", "2"],
        ["Đạt trên 90%", "0", "0,0", ""],
        ["Đạt trên 75%", "1", "33,3", "1"],
        ["Đạt trên 50%", "0", "0,0", ""],
        ["Đạt dưới 50%", "0", "0,0", ""],
        ["Chưa có số liệu", "1", "33,3", "3"],
        ["Tổng số", "3", "100,0", ""],
    ]


def test_band_table_of_no_bands_is_only_its_total() -> None:
    assert [cells(row) for row in band_table((), (), ()).rows] == [["Tổng số", "0", "", ""]]


def test_review_bar_has_the_parts_that_hold_targets(branch: Branch) -> None:
    (bar,) = [block for block in composed(branch).blocks if isinstance(block, Bar)]
    assert [(part.label, part.share, part.fill) for part in bar.parts] == [
        ("Đạt và vượt", 1, "66BB6A"),
        ("Đạt trên 75%", 1, "F7E28B"),
        ("Chưa có số liệu", 1, "D5D9DE"),
    ]


def test_review_tells_each_group_and_its_targets(branch: Branch) -> None:
    found = composed(branch)
    assert under(found, "Kinh tế") == [
        "Đạt và vượt 0/2 chỉ tiêu; đạt trên 75%: 1; chưa có số liệu: 1.",
        "Thu nhập bình quân đầu người: thực hiện 56 triệu đồng, đạt 80% so với nghị quyết (đạt trên 75%).",
        "Số hợp tác xã thành lập mới: chưa có số liệu.",
    ]
    assert under(found, "Xã hội") == [
        "Đạt và vượt 1/1 chỉ tiêu.",
        "Tỷ lệ hộ nghèo: thực hiện 1,5%, đạt 125% so với nghị quyết (đạt và vượt).",
    ]


def test_review_names_a_group_without_name(branch: Branch) -> None:
    cast.make_target(branch.first, branch.term, "4", group="")
    assert (3, "Các chỉ tiêu khác") in sections(composed(branch))


def test_review_writes_groups_in_capitals_as_sentences(branch: Branch) -> None:
    cast.make_target(branch.first, branch.term, "4", group="QUỐC PHÒNG - AN NINH")
    assert (3, "Quốc phòng - an ninh") in sections(composed(branch))


@pytest.mark.parametrize(
    ("done", "value", "words"),
    [
        (True, None, "Xã đạt chuẩn nông thôn mới: đã hoàn thành (đạt và vượt)*."),
        (None, Decimal(40), "Xã đạt chuẩn nông thôn mới: hoàn thành 40% (đạt dưới 50%)*."),
    ],
)
def test_review_says_of_a_milestone_how_much_is_done(
    branch: Branch, done: bool | None, value: Decimal | None, words: str
) -> None:
    row = cast.make_target(
        branch.first, branch.term, "4", name="Xã đạt chuẩn nông thôn mới", comparator=Comparator.DONE, target=None,
        unit_of_measure="",
    )  # fmt: skip
    cast.actions.record_observation(
        branch.first.office,
        target=row,
        period=cast.Period.of_year(2022),
        value=value,
        done=done,
        now=cast.NOW,
    )
    assert words in bullets(composed(branch))


def test_review_says_no_share_of_what_only_holds_or_not(branch: Branch) -> None:
    row = cast.make_target(
        branch.first, branch.term, "4", name="Không để xảy ra điểm nóng", comparator=Comparator.AT_MOST,
        target=Decimal(0), unit_of_measure="vụ", method=Method.THRESHOLD,
    )  # fmt: skip
    cast.record(branch.first, row, 0, confirmed=True)
    assert "Không để xảy ra điểm nóng: thực hiện 0 vụ (đạt và vượt)." in bullets(composed(branch))


def test_review_lists_low_targets_and_those_without_figures(branch: Branch) -> None:
    found = under(composed(branch), LOW)
    assert [str(text).partition(",")[0] for text in found] == [
        "Thu nhập bình quân đầu người: thực hiện 56 triệu đồng",
        "Chưa có số liệu để đánh giá: 1 chỉ tiêu (số 3).",
    ]
    assert str(found[0]).endswith("đạt 80% so với nghị quyết; đúng tiến độ.")


def test_review_calls_nothing_low_that_is_nearly_met(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="1"), "69", confirmed=True)
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 5, confirmed=True)
    assert under(composed(branch), LOW) == [
        "Không có chỉ tiêu nào đạt thấp; các chỉ tiêu chưa đạt đều đã ở nhóm cao."
    ]


def test_review_says_so_when_all_is_met(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="1"), 71, confirmed=True)
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 5, confirmed=True)
    assert under(composed(branch), LOW) == ["Tất cả các chỉ tiêu có số liệu đều đạt và vượt."]


def test_review_lists_ten_low_targets_at_most_the_lowest_first(branch: Branch) -> None:
    for place in range(10, 24):
        row = cast.make_target(branch.first, branch.term, str(place), name=f"Chỉ tiêu {place}")
        cast.record(branch.first, row, place)
    found = [str(text).partition(":")[0] for text in under(composed(branch), LOW)]
    assert found[:-1] == [f"Chỉ tiêu {place}" for place in range(10, 20)]


def test_review_with_two_bands_calls_the_second_and_lower_low(branch: Branch) -> None:
    found = under(composed(branch, scheme=SCHEMES["two_bands_80"]), LOW)
    assert str(found[0]).startswith("Thu nhập bình quân đầu người")


def test_review_notes_cut_off_rule_and_method(branch: Branch) -> None:
    (table,) = tables(composed(branch))
    found = facts(branch.first, branch.term)
    assert (
        table.notes[0] == "Số liệu chốt đến ngày 21-2-2023; kỳ báo cáo bắt đầu sau ngày này không được tính."
    )
    assert table.notes[1] == found.board.scheme.rule_text
    assert table.notes[2].startswith(
        "Mức đạt của từng chỉ tiêu được tính theo cách tính ghi ở cột “Cách tính”"
    )
    assert len(table.notes) == 3


def test_review_notes_that_figures_are_frozen(branch: Branch) -> None:
    taken = freeze(branch.first, branch.term)
    (table,) = tables(composed(branch, freeze=taken))
    assert table.notes[3:] == (
        "Số liệu lấy từ lần chốt “Số liệu sơ kết”, không thay đổi khi có số liệu về sau.",
    )


def test_review_notes_and_marks_unconfirmed_figures(branch: Branch) -> None:
    cast.record(branch.first, branch.first.unit.targets.get(number="3"), 4)
    found = composed(branch)
    note = "Trong đó có 1 chỉ tiêu mà số liệu chưa được lãnh đạo đơn vị xác nhận (đánh dấu *)."
    (table,) = tables(found)
    assert table.notes[3:] == (note,)
    assert annex(found).notes[1:] == (note,)
    assert [cells(row)[6] for row in annex(found).rows if isinstance(row, Row)] == ["56", "1,5", "4*"]
    assert (
        "Số hợp tác xã thành lập mới: thực hiện 4 triệu đồng, đạt 80% so với nghị quyết (đạt trên 75%)*."
        in bullets(found)
    )


def test_review_notes_illustrative_figures(branch: Branch) -> None:
    found = facts(branch.first, branch.term)
    found = replace(found, board=replace(found.board, illustrative=True))
    (table,) = tables(document(found))
    assert table.notes[3:] == ("Báo cáo có số liệu minh họa.",)


def test_review_of_a_unit_without_targets_says_so(branch: Branch) -> None:
    found = document(facts(branch.district, branch.term))
    assert sections(found) == [(1, "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NGHỊ QUYẾT"), (2, "Đánh giá chung")]
    assert paragraphs(found) == ["Đơn vị chưa có chỉ tiêu nào trong nhiệm kỳ này."]
    assert found.annexes == ()


def test_review_is_signed_on_behalf_of_the_committee(branch: Branch) -> None:
    signing = composed(branch).signing
    assert (signing.authority, signing.body, signing.position) == (Authority.ON_BEHALF, "ĐẢNG ỦY", "BÍ THƯ")


def test_review_of_a_single_signer_has_no_authority(branch: Branch) -> None:
    found = facts(branch.first, branch.term)
    signing = document(replace(found, issuer=replace(found.issuer, body=""))).signing
    assert (signing.authority, signing.body) == (Authority.NONE, "")


def test_review_of_an_earlier_day_knows_nothing_of_later_periods(branch: Branch) -> None:
    found = composed(branch, as_of=date(2021, 12, 31))
    assert "3/3 chỉ tiêu chưa có số liệu" in str(paragraphs(found)[0])
    assert date(2021, 12, 31) < CUT_OFF
