"""The report of experience: how the pilot went, what was seen, what others should do, how far they did it (S11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nhiemky.campaign.models import Meeting
from nhiemky.campaign.queries import ChecklistRow, CommentLine, LessonBoard, LessonSummary, MeetingLine
from nhiemky.campaign.queries.judging import ReviewStanding
from nhiemky.campaign.vocab import APPLIED_NAMES, GRADE_NAMES, Applied, Grade, MeetingKind
from nhiemky.kernel.documents.outline import (
    Align,
    Block,
    Bullet,
    Column,
    Document,
    Paragraph,
    Row,
    Section,
    Table,
)
from nhiemky.kernel.viet.dates import write_date
from nhiemky.registry.models import Directive
from nhiemky.reporting.campaign.papers.heading import Office, cited, listed, lowered, paper, sentence, upwards

STAGE_HEADER = ("Giai đoạn", "Ngày kế hoạch", "Ngày thực hiện")
LESSON_HEADER = ("TT", "Nội dung nhận thấy", "Nội dung cần rút kinh nghiệm", "Áp dụng cho")
APPLIED_HEADER = (
    "Bài học số",
    "Đơn vị được chuyển",
    "Đã vận dụng",
    "Vận dụng một phần",
    "Không vận dụng",
    "Chưa trả lời",
)


@dataclass(frozen=True)
class Source:
    """A unit that lessons were drawn from, or a pilot: where its review stands, the meetings with it, the comments on it."""

    standing: ReviewStanding
    pilot: bool
    meetings: tuple[MeetingLine, ...] = ()
    comments: tuple[CommentLine, ...] = ()

    @property
    def name(self) -> str:
        """This property will give the unit's name at the time."""
        return self.standing.facts.name


@dataclass(frozen=True)
class ExperienceFacts:
    """Lessons on a day, where they come from, and the lines of checklists that they became."""

    office: Office
    board: LessonBoard
    sources: tuple[Source, ...]
    lines: tuple[ChecklistRow, ...] = ()
    grounds: tuple[Directive, ...] = ()
    passed_by: tuple[Directive, ...] = ()


def experience_report(facts: ExperienceFacts) -> Document:
    """This function will compose the report of experience."""
    office, lessons = facts.office, facts.board.lessons
    blocks: list[Block] = [
        Paragraph(_opening(facts)),
        Section(1, "TÌNH HÌNH TỔ CHỨC"),
        *(block for source in facts.sources for block in _source(source, many=len(facts.sources) > 1)),
        *(() if facts.sources else (Paragraph("Chưa có đơn vị nào làm điểm hoặc được rút kinh nghiệm."),)),
        Section(1, "MẶT ĐƯỢC"),
        *listed([each.lesson.seen for each in lessons if each.lesson.good], "Chưa ghi nhận."),
        Section(1, "MẶT CHƯA ĐƯỢC"),
        *listed([each.lesson.seen for each in lessons if not each.lesson.good], "Chưa ghi nhận."),
        Section(1, "NHỮNG NỘI DUNG CẦN RÚT KINH NGHIỆM"),
        *_advice(lessons),
        Section(1, "VIỆC CHUYỂN BÀI HỌC VÀ KẾT QUẢ VẬN DỤNG"),
        *_applied(facts),
    ]
    return paper(
        office,
        excerpt=_excerpt(facts),
        blocks=blocks,
        recipients=(*upwards(office), "Các đơn vị tham gia đợt sơ kết"),
        illustrative=any(each.lesson.illustrative for each in lessons),
    )


def _excerpt(facts: ExperienceFacts) -> str:
    named = [source.name for source in facts.sources if source.pilot]
    at = f" ở {named[0]}" if len(named) == 1 and len(facts.sources) == 1 else ""
    return f"rút kinh nghiệm tổ chức hội nghị sơ kết giữa nhiệm kỳ{at}"


def _opening(facts: ExperienceFacts) -> str:
    by = f"Thực hiện {cited(facts.grounds[-1])}, " if facts.grounds else ""
    text = (
        f"{by}{facts.office.collective} báo cáo kết quả rút kinh nghiệm tổ chức hội nghị sơ kết giữa nhiệm kỳ, tính đến ngày "
        f"{write_date(facts.office.on)}, như sau:"
    )
    return text[:1].upper() + text[1:]


def _source(source: Source, *, many: bool) -> list[Block]:
    blocks: list[Block] = [Section(2, source.name)] if many else []
    blocks.append(Paragraph(_held(source)))
    days = [day for day in source.standing.facts.days if day.planned or day.reached or day.skipped]
    if days:
        rows = tuple(
            Row((
                day.name, write_date(day.planned) if day.planned else "",
                "bỏ qua" if day.skipped else write_date(day.reached) if day.reached else "chưa thực hiện",
            ))
            for day in days
        )  # fmt: skip
        widths = (Column(70), Column(45, Align.CENTRE), Column(50, Align.CENTRE))
        blocks.append(Table(columns=widths, header=(STAGE_HEADER,), rows=rows))
    prepared = [each for each in source.meetings if each.meeting.kind == MeetingKind.PREPARATION.value]
    blocks += [
        Bullet(sentence(_meeting(each.meeting, "Làm việc về công tác chuẩn bị")))
        for each in reversed(prepared)
    ]
    if source.comments:
        blocks.append(Paragraph(_comments(source.comments)))
    drawn = [each for each in source.meetings if each.meeting.kind == MeetingKind.LESSONS.value]
    for each in reversed(drawn):
        blocks.append(Bullet(sentence(_meeting(each.meeting, "Họp rút kinh nghiệm"))))
        blocks += [Bullet(sentence(text), level=2) for text in _assessed(each.meeting)]
    return blocks


def _held(source: Source) -> str:
    planned, actual = source.standing.planned, source.standing.actual
    chosen = f"{source.name} được chọn làm điểm. " if source.pilot else ""
    who = "Hội nghị" if source.pilot else f"Hội nghị của {source.name}"
    plan = f" (kế hoạch: ngày {write_date(planned)})" if planned and planned != actual else ""
    if actual is not None:
        kept = ", đúng ngày kế hoạch" if planned == actual else plan
        return f"{chosen}{who} được tổ chức ngày {write_date(actual)}{kept}. Tiến độ cụ thể:"
    return f"{chosen}{who} chưa được tổ chức{plan}. Tiến độ cụ thể:"


def _meeting(row: Meeting, what: str) -> str:
    chaired = f", do {_comrade(row.chaired_by)} chủ trì" if row.chaired_by else ""
    there = "; thành phần: " + ", ".join(filter(None, row.visitors.splitlines())) if row.visitors else ""
    hosts = "; làm việc với " + ", ".join(filter(None, row.hosts.splitlines())) if row.hosts else ""
    told = f". {row.conclusion}" if row.conclusion else ""
    return f"{what} ngày {write_date(row.held_on)}{chaired}{there}{hosts}{told}"


def _comrade(name: str) -> str:
    return lowered(name) if name.lower().startswith(("đồng chí", "ông ", "bà ")) else f"đồng chí {name}"


def _assessed(row: Meeting) -> list[str]:
    sides = (
        ("Công tác chuẩn bị", row.preparation_grade, row.preparation),
        ("Công tác tổ chức", row.organisation_grade, row.organisation),
        ("Văn kiện", row.documents_grade, row.documents),
    )
    return [
        f"{name}{f' (đánh giá {GRADE_NAMES[Grade(grade)]})' if grade else ''}{f': {lowered(text)}' if text else ''}"
        for name, grade, text in sides
        if grade or text
    ]


def _comments(lines: Sequence[CommentLine]) -> str:
    still = sum(line.open for line in lines)
    rest = "đã được tiếp thu, giải trình hết" if not still else f"còn {still} góp ý chưa xử lý xong"
    return f"Có {len(lines)} góp ý về công tác chuẩn bị và dự thảo văn kiện; {rest}."


def _advice(lessons: Sequence[LessonSummary]) -> list[Block]:
    if not lessons:
        return [Paragraph("Chưa rút bài học nào.")]
    rows = tuple(
        Row((str(each.lesson.number), each.lesson.seen, each.lesson.advice, each.lesson.applies_to))
        for each in lessons
    )
    widths = (Column(9, Align.CENTRE), Column(60), Column(66), Column(32))
    return [Table(columns=widths, header=(LESSON_HEADER,), rows=rows)]


def _applied(facts: ExperienceFacts) -> list[Block]:
    tally = facts.board.tally
    if not tally.given:
        return [Paragraph("Các bài học chưa được chuyển cho đơn vị nào.")]
    given = [unit for unit in facts.board.units if unit.tally.given]
    by = f" theo {'; '.join(map(cited, facts.passed_by))}" if facts.passed_by else ""
    days = sorted({row.line.given_on for row in facts.lines})
    when = (
        f" (các ngày {', '.join(map(write_date, days))})"
        if len(days) > 1
        else f" ngày {write_date(days[0])}"
        if days
        else ""
    )
    blocks: list[Block] = [
        Paragraph(
            f"Các bài học đã được chuyển cho {len(given)} đơn vị{when}{by}. Đã trả lời {tally.answered}/{tally.given} nội dung: "
            f"{tally.applied} đã vận dụng, {tally.partly} vận dụng một phần, {tally.not_applied} không vận dụng"
            f"{f'; {tally.overdue} nội dung quá hạn chưa trả lời' if tally.overdue else ''}."
        ),
        _results([each for each in facts.board.lessons if each.tally.given]),
    ]  # fmt: skip
    reasons = [
        row for row in facts.lines if row.answer is not None and row.answer.applied != Applied.YES.value
    ]
    if reasons:
        blocks.append(Paragraph("Nội dung vận dụng một phần hoặc không vận dụng:", keep_with_next=True))
        blocks += [Bullet(sentence(_reason(row))) for row in reasons]
    waiting = [
        f"{unit.short_name} ({unit.tally.given - unit.tally.answered} nội dung)"
        for unit in given
        if unit.tally.answered < unit.tally.given
    ]
    if waiting:
        names = ", ".join(waiting)
        blocks.append(
            Paragraph(
                f"Đơn vị chưa trả lời đủ: {names}. Đề nghị các đơn vị trả lời trước khi tổ chức hội nghị."
            )
        )
    return blocks


def _results(lessons: Sequence[LessonSummary]) -> Table:
    rows = tuple(
        Row((
            str(each.lesson.number), str(each.tally.given), str(each.tally.applied), str(each.tally.partly),
            str(each.tally.not_applied), str(each.tally.given - each.tally.answered),
        ))
        for each in lessons
    )  # fmt: skip
    return Table(
        columns=tuple(Column(27, Align.CENTRE) for _ in APPLIED_HEADER), header=(APPLIED_HEADER,), rows=rows
    )


def _reason(row: ChecklistRow) -> str:
    answer = row.answer
    applied = APPLIED_NAMES[Applied(answer.applied)] if answer is not None else ""
    text = answer.text if answer is not None else ""
    return f"{row.line.review.unit_name}, bài học số {row.lesson.number} ({applied}): {lowered(text)}"
