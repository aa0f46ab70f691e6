"""The review report (báo cáo sơ kết giữa nhiệm kỳ), results part: from a unit's board to a document in official form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nhiemky.kernel.documents.outline import (
    Align,
    Annex,
    Bar,
    BarPart,
    Block,
    Bullet,
    Cell,
    Column,
    Document,
    GroupRow,
    HeaderCell,
    Letterhead,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    plain,
)
from nhiemky.kernel.documents.profiles import Profile
from nhiemky.kernel.scoring import Method, Number, TermYears
from nhiemky.kernel.viet.fold import search_key
from nhiemky.reporting import review_wording as words
from nhiemky.reporting.board import BandCount, TargetLine, UnitBoard
from nhiemky.reporting.issuer import Issuer
from nhiemky.reporting.labels import band_fills

MOST_LISTED = 10
# A zero-width blank lets a narrow column break "triệu đồng/người/năm" after its strokes.
_BREAK = "/\u200b"


@dataclass(frozen=True, slots=True)
class YearValues:
    """The reported figures of one target by year, as text and as numbers (text where a thing is done).

    ``phased`` is the value planned for the year of the cut-off.
    """

    target_id: int
    phased: str
    by_year: tuple[str, ...]
    figures: tuple[Number | str | None, ...]


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Everything that the results part is composed from."""

    board: UnitBoard
    planned: TermYears
    issuer: Issuer
    years: tuple[int, ...]
    values: dict[int, YearValues]
    day: date | None
    number: int | None
    draft: str = ""
    frozen_label: str = ""
    adjusted: tuple[str, ...] = ()


def review_document(facts: ReviewFacts, profile: Profile) -> Document:
    """This function will compose the results part of the review report in the form of the profile."""
    board, issuer = facts.board, facts.issuer
    resolution = words.resolution_name(board.unit_name)
    return Document(
        profile=profile,
        letterhead=Letterhead(
            issuer=issuer.name,
            superior=issuer.superior,
            type_code=words.TYPE_CODE,
            issuer_code=issuer.symbol,
            place=issuer.place,
            type_name=words.TYPE_NAME,
            excerpt=words.excerpt(resolution, board.term),
            number=facts.number,
            day=facts.day,
            year=board.as_of.year,
            draft=facts.draft,
        ),
        blocks=(
            Section(1, words.RESULTS),
            *_overview(facts),
            *_groups(board),
            *_low(board),
        ),
        signing=issuer.signing,
        recipients=issuer.sent_to(),
        annexes=(_annex(facts),) if board.lines else (),
    )


def _overview(facts: ReviewFacts) -> tuple[Block, ...]:
    board = facts.board
    if not board.tally.total:
        return (Section(2, words.OVERVIEW), Paragraph(words.NO_TARGETS))
    blocks: list[Block] = [
        Section(2, words.OVERVIEW),
        Paragraph(words.opening(board.unit_name, board.term, facts.planned, board.as_of, board.sentence)),
        _bar(board),
        band_table(board.bands, board.lines, _notes(facts)),
    ]
    return tuple(blocks)


def _notes(facts: ReviewFacts) -> tuple[str, ...]:
    board = facts.board
    notes = list(words.method_note(board.as_of, board.scheme.rule_text))
    if facts.frozen_label:
        notes.append(words.frozen_note(facts.frozen_label))
    notes += facts.adjusted
    if board.unconfirmed:
        notes.append(words.unconfirmed_note(board.unconfirmed))
    if board.illustrative:
        notes.append(words.illustrative_note())
    return tuple(notes)


def _annex_notes(facts: ReviewFacts) -> tuple[str, ...]:
    board = facts.board
    notes = [words.reading_note(board.as_of), *facts.adjusted]
    if board.unconfirmed:
        notes.append(words.unconfirmed_note(board.unconfirmed))
    return tuple(notes)


def _bar(board: UnitBoard) -> Bar:
    fills = band_fills(board.scheme)
    return Bar(tuple(BarPart(band.name, band.count, fills[band.code]) for band in board.bands if band.count))


def band_table(bands: Sequence[BandCount], lines: Sequence[TargetLine], notes: tuple[str, ...]) -> Table:
    """This function will lay out the bands with the numbers of their targets; the rows add up to the last one."""
    counted = [line for line in lines if line.counted]
    rows = [
        Row(
            (
                band.name,
                str(band.count),
                str(band.percent).replace(".", ","),
                ", ".join(line.number for line in counted if line.class_code == band.code),
            )
        )
        for band in bands
    ]
    total = bands[0].total if bands else 0
    rows.append(Row(("Tổng số", str(total), "100,0" if total else "", ""), bold=True))
    return Table(
        columns=(Column(34), Column(16, Align.CENTRE), Column(16, Align.CENTRE), Column(54)),
        header=(words.BAND_HEADER,),
        rows=tuple(rows),
        notes=notes,
    )


def _groups(board: UnitBoard) -> tuple[Block, ...]:
    blocks: list[Block] = [Section(2, words.BY_GROUP)]
    for group in board.groups:
        named = group.name or words.NO_GROUP
        met = group.bands[0]
        rest = "; ".join(f"{band.name.lower()}: {band.count}" for band in group.bands[1:] if band.count)
        tail = f"; {rest}" if rest else ""
        blocks.append(Section(3, named.capitalize() if named.isupper() else named))
        blocks.append(Paragraph(f"{met.name} {met.count}/{group.total} chỉ tiêu{tail}."))
        blocks.extend(
            Bullet(_line_text(line)) for line in board.lines if line.group == group.name and line.counted
        )
    return tuple(blocks) if board.groups else ()


def _line_text(line: TargetLine) -> str:
    if not line.achieved:
        return f"{line.name}: {line.class_name.lower()}."
    return f"{line.name}: {_reached(line)} ({line.class_name.lower()}){'*' if line.unconfirmed else ''}."


def _reached(line: TargetLine) -> str:
    """Say what was reached: figures with their share, or how much of a thing to be done is done."""
    if line.method is Method.MILESTONE:
        return "đã hoàn thành" if line.met else f"hoàn thành {line.attainment_text}%"
    gap = "" if line.unit_of_measure.startswith("%") else " "
    reached = f"thực hiện {line.achieved}{gap}{line.unit_of_measure}".rstrip()
    if line.method is Method.THRESHOLD or not line.attainment_text:
        return reached
    return f"{reached}, đạt {line.attainment_text}% so với nghị quyết"


def _low(board: UnitBoard) -> tuple[Block, ...]:
    """List what lies in the lower half of the bands, the lowest first, and say what could not be judged."""
    if not board.tally.total:
        return ()
    bands = [band.code for band in board.scheme.bands]
    lower = bands[-(len(bands) // 2 + len(bands) % 2) :] if len(bands) > 2 else bands[1:]
    low = [line for line in board.worst if line.class_code in lower][:MOST_LISTED]
    blocks: list[Block] = [Section(2, words.LOW)]
    if low:
        blocks += [Bullet(f"{'; '.join(filter(None, _low_words(line)))}.") for line in low]
    else:
        missed = any(line.class_code in bands for line in board.worst)
        blocks.append(Paragraph(words.NONE_LOW if missed else words.ALL_MET))
    blank = [line.number for line in board.lines if line.counted and line.class_code == "no_data"]
    if blank:
        blocks.append(Paragraph(words.without_data(blank)))
    return tuple(blocks)


def _low_words(line: TargetLine) -> tuple[str, str, str]:
    return f"{line.name}: {_reached(line)}", line.course_name.lower(), line.outlook_name.lower()


def _annex(facts: ReviewFacts) -> Annex:
    return Annex(
        label=words.ANNEX_LABEL,
        title=words.ANNEX_TITLE,
        note=f"(Kèm theo Báo cáo của {facts.issuer.name})",
        blocks=(results_table(facts),),
        landscape=True,
    )


def results_table(facts: ReviewFacts) -> Table:
    """This function will lay out the table of targets in the columns of published annexes (DOMAIN 2.4)."""
    years = facts.years
    rows = tuple(_result_rows(facts))
    deep = 2 if years else 1
    top: tuple[HeaderCell | str, ...] = (
        HeaderCell("TT", rows=deep), HeaderCell("Chỉ tiêu", rows=deep), HeaderCell("ĐVT", rows=deep),
        HeaderCell("Chỉ tiêu NQ", rows=deep), HeaderCell(f"Phân kỳ {facts.planned.year_of(facts.board.as_of)}", rows=deep),
        *((HeaderCell("Thực hiện", columns=len(years)),) if years else ()),
        HeaderCell("Kết quả chốt", rows=deep), HeaderCell("Tỷ lệ % so NQ", rows=deep), HeaderCell("Đánh giá", rows=deep),
        HeaderCell("Cách tính", rows=deep), HeaderCell("Dự kiến cuối NK", rows=deep), HeaderCell("Ghi chú", rows=deep),
    )  # fmt: skip
    return Table(
        columns=_columns(rows, len(years)),
        header=(top, tuple(str(year) for year in years)) if years else (top,),
        rows=rows,
        number_row=True,
        size=10,
        notes=_annex_notes(facts),
    )


def _columns(rows: Sequence[Row | GroupRow], years: int) -> tuple[Column, ...]:
    """Lay out the columns; one of numbers or figures is as wide as its longest one needs, at the cost of the targets' names."""
    least = (16, 15, *(12 for _ in range(years)), 15, 16)
    told = [
        [plain(each) for each in row.cells[3 : 3 + len(least)] if not isinstance(each, Cell)]
        for row in rows
        if isinstance(row, Row)
    ]
    figures = [
        max([width, *(2 * len(word) + 2 for texts in told for word in texts[place].split())])
        for place, width in enumerate(least)
    ]
    numbers = max([8, *(2 * len(str(row.cells[0])) + 2 for row in rows if isinstance(row, Row))])
    name = max(78 - numbers - sum(figures) + sum(least), 40)
    right, centre = Align.RIGHT, Align.CENTRE
    return (
        Column(numbers, centre), Column(name), Column(19, centre), *(Column(width, right) for width in figures),
        Column(25, centre), Column(25), Column(19), Column(13),
    )  # fmt: skip


def _result_rows(facts: ReviewFacts) -> list[Row | GroupRow]:
    rows: list[Row | GroupRow] = []
    group = ""
    for line in facts.board.lines:
        if line.group != group:
            group = line.group
            rows.append(GroupRow(group or words.NO_GROUP))
        rows.append(_result_row(line, facts.values[line.id]))
    return rows


def _result_row(line: TargetLine, values: YearValues) -> Row:
    # offices often write these words into the name themselves
    named = search_key(line.name).startswith("trong do")
    name = (Run("Trong đó: ", italic=True), line.name) if line.is_sub_target and not named else line.name
    judged = ("", "") if line.is_heading else (Cell(line.judged, bold=True), line.method_name)
    remark = "; ".join(
        part
        for part in (
            "không tính vào tổng" if not line.counted else "",
            "ước" if line.estimate else "",
            line.reason,
        )
        if part
    )
    mark = "*" if line.unconfirmed else ""
    return Row(
        (
            line.number, name, line.unit_of_measure.replace("/", _BREAK), line.goal, values.phased, *values.by_year,
            f"{line.achieved}{mark}", line.attainment_text, *judged,
            words.OUTLOOKS.get(line.outlook, ""), remark,
        )
    )  # fmt: skip
