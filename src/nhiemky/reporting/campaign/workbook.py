"""The board of a campaign as an Excel workbook: progress, judgement, what is late, the next seven days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xlsxwriter.worksheet import Worksheet

from nhiemky.campaign.queries.judging import Judgement, StageDay, rule_texts
from nhiemky.campaign.vocab import READINESS_NAMES, StageCode
from nhiemky.kernel.viet.dates import write_date
from nhiemky.reporting.campaign.board import CampaignBoard, Milestone, UnitLine
from nhiemky.reporting.workbook import Sheets, Value

Cell = Value | date


def board_workbook(board: CampaignBoard) -> bytes:
    """This function will write the board of a campaign as a workbook of four sheets; days are real days."""
    sheets = Sheets()
    _progress(sheets, board)
    _judgement(sheets, board)
    _late(sheets, board)
    _coming(sheets, board)
    return sheets.done()


def stage_names(lines: Sequence[UnitLine]) -> tuple[tuple[StageCode, str], ...]:
    """This function will give the stages that any of the units goes through, under the first name that occurs."""
    names: dict[StageCode, str] = {}
    for line in lines:
        for day in line.standing.facts.days:
            names.setdefault(day.code, day.name)
    return tuple((code, names[code]) for code in StageCode if code in names)


def _progress(sheets: Sheets, board: CampaignBoard) -> None:
    stages = stage_names(board.units)
    names = {each.pk: each.name for each in board.standing.campaigns}
    header = (
        "Đợt sơ kết", "Vòng", "Mã", "Đơn vị", "Người phụ trách", "Tình hình", "Giai đoạn hiện nay",
        *(f"{name} ({kind})" for _code, name in stages for kind in ("kế hoạch", "thực hiện")),
        "Góp ý nhận được", "Góp ý đã xử lý", "Bài học nhận được", "Bài học đã trả lời", "Lý do",
    )  # fmt: skip
    rows = [_unit_row(line, names, [code for code, _name in stages]) for line in board.units]
    widths = (26, 20, 10, 30, 20, 14, 18, *(12 for _ in stages for _kind in (0, 1)), 10, 10, 10, 10, 60)
    _table(sheets, sheets.sheet("Tiến độ"), header, rows, widths)


def _unit_row(line: UnitLine, names: dict[int, str], codes: Sequence[StageCode]) -> Sequence[Cell]:
    standing = line.standing
    facts = standing.facts
    days = [_days(standing.day(code)) for code in codes]
    return (
        names.get(facts.campaign_id, ""), line.round, facts.unit_code, facts.name, facts.owner,
        str(READINESS_NAMES[standing.readiness]), standing.stage_name, *(cell for pair in days for cell in pair),
        facts.comments.given, facts.comments.done, facts.lessons.given, facts.lessons.done,
        "\n".join(reason.text for reason in standing.reasons),
    )  # fmt: skip


def _days(day: StageDay | None) -> tuple[Cell, Cell]:
    if day is None:
        return None, None
    return day.planned, "bỏ qua" if day.skipped else day.reached


def _judgement(sheets: Sheets, board: CampaignBoard) -> None:
    scope = "Cả đợt" if board.standing.whole else "Các đơn vị được xem"
    rows: list[Sequence[Cell]] = [*_evidence(scope, board.standing.judgement)]
    for part in board.rounds:
        facts = part.facts
        window = f"{facts.full_name} ({facts.window})"
        rows += _evidence(window, part.judgement)
    rows += [("Cách đánh giá", text, "") for text in rule_texts(board.standing.rules)]
    header = ("Phạm vi", "Nội dung", "Ngược với kế hoạch")
    end = _table(sheets, sheets.sheet("Đánh giá"), header, rows, (34, 110, 14))
    sheet = sheets.book.worksheets()[-1]
    sheet.write_string(
        end + 1, 0, f"{board.campaign.name}, tình hình đến ngày {write_date(board.on)}", sheets.note
    )


def _evidence(scope: str, judgement: Judgement) -> list[Sequence[Cell]]:
    first: Sequence[Cell] = (scope, judgement.text, "")
    return [first, *((scope, each.text, "có" if each.against else "") for each in judgement.evidence)]


def _late(sheets: Sheets, board: CampaignBoard) -> None:
    header = ("Mã", "Đơn vị", "Mốc", "Ngày kế hoạch", "Số ngày làm việc chậm")
    rows = [(*_named(each), each.day.late_days) for each in board.late]
    _table(sheets, sheets.sheet("Mốc chậm", landscape=False), header, rows, (10, 36, 28, 14, 14))


def _coming(sheets: Sheets, board: CampaignBoard) -> None:
    header = ("Mã", "Đơn vị", "Mốc", "Ngày kế hoạch")
    rows = [_named(each) for each in board.coming]
    _table(sheets, sheets.sheet("Bảy ngày tới", landscape=False), header, rows, (10, 36, 28, 14))


def _named(milestone: Milestone) -> tuple[Cell, ...]:
    facts = milestone.unit.facts
    return facts.unit_code, facts.name, milestone.day.name, milestone.day.planned


def _table(
    sheets: Sheets,
    sheet: Worksheet,
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
) -> int:
    """Write a table whose cells may be days; give the row after it."""
    shape = {
        "font_name": "Times New Roman",
        "font_size": 12,
        "valign": "top",
        "border": 1,
        "num_format": "d-m-yyyy",
    }
    day_form = sheets.book.add_format(shape)
    plain = [[None if isinstance(cell, date) else cell for cell in row] for row in rows]
    end = sheets.table(sheet, row=0, header=header, rows=plain, widths=widths)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(line, column, cell, day_form)
    return end
