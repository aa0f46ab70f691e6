"""The report of progress: what was led, how far units and rounds have come, the judgement with its evidence, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nhiemky.campaign.queries import TeamLine
from nhiemky.campaign.queries.judging import rule_texts
from nhiemky.campaign.vocab import JUDGEMENT_NAMES, READINESS_NAMES, Readiness, StageCode
from nhiemky.kernel.documents.outline import (
    Align,
    Annex,
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
from nhiemky.reporting.campaign.board import CampaignBoard, Milestone, UnitLine
from nhiemky.reporting.campaign.papers.heading import Office, cited, listed, paper, sentence, titled, upwards
from nhiemky.reporting.campaign.papers.teams import rank_name
from nhiemky.work.vocab import STATE_NAMES, WorkState

ROUND_HEADER = ("Vòng", "Thời gian kế hoạch", "Số đơn vị", "Đã tổ chức", "Đánh giá")
_STATES = sorted(WorkState, key=lambda state: state is not WorkState.DONE)
UNIT_HEADER = (
    "TT", "Đơn vị", "Vòng", "Giai đoạn hiện nay", "Hội nghị: kế hoạch", "Hội nghị: thực hiện", "Góp ý đã xử lý",
    "Bài học đã trả lời", "Tình hình", "Ghi chú",
)  # fmt: skip


@dataclass(frozen=True)
class ProgressFacts:
    """A campaign on a day as its board gives it, with its teams; `seen` are the ids of directives that may be cited."""

    office: Office
    board: CampaignBoard
    teams: tuple[TeamLine, ...] = ()
    grounds: tuple[Directive, ...] = ()
    seen: frozenset[int] = frozenset()
    illustrative: bool = False


def progress_report(facts: ProgressFacts) -> Document:
    """This function will compose the report of progress."""
    board, office = facts.board, facts.office
    blocks: list[Block] = [
        Paragraph(_opening(facts)),
        Section(1, "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO"),
        *listed([*(f"Thực hiện {cited(each)}" for each in facts.grounds), *_led(facts)], "Chưa ghi nhận."),
        Section(1, "TIẾN ĐỘ CHUẨN BỊ VÀ TỔ CHỨC HỘI NGHỊ"),
        Paragraph(_held(board)),
        *_rounds(board),
        *_parts(board),
        *listed(
            list(_counts(board)), "Chưa có góp ý, bài học, khảo sát hay đầu công việc nào được ghi nhận."
        ),
        Section(1, "ĐÁNH GIÁ CHUNG"),
        Paragraph(board.judgement.text),
        *listed([each.text for each in board.judgement.evidence], "Chưa có căn cứ."),
        Section(1, "KHÓ KHĂN, VƯỚNG MẮC"),
        *listed(_troubled(board), "Không có đơn vị nào chậm hoặc cần lưu ý."),
        Section(1, "CÔNG VIỆC THỜI GIAN TỚI"),
        *_next(board),
    ]
    return paper(
        office,
        excerpt="tiến độ chuẩn bị, tổ chức hội nghị sơ kết giữa nhiệm kỳ",
        blocks=blocks,
        recipients=(*upwards(office), "Các đơn vị tham gia đợt sơ kết"),
        annexes=(_annex(facts),) if board.units else (),
        illustrative=facts.illustrative,
    )


def _opening(facts: ProgressFacts) -> str:
    collective, day = facts.office.collective, write_date(facts.board.on)
    return (
        f"{collective} báo cáo tiến độ chuẩn bị, tổ chức hội nghị sơ kết giữa nhiệm kỳ {_years(facts.board)} tính đến ngày {day} "
        "như sau:"
    )


def _years(board: CampaignBoard) -> str:
    return board.campaign.term.label.replace("-", " - ")


def _led(facts: ProgressFacts) -> Iterable[str]:
    for line in facts.teams:
        team = line.team
        papers = [
            each
            for each in (team.decision, team.notice)
            if each and each.pk in facts.seen and (each.symbol or each.issued_on)
        ]
        by = f" ({'; '.join(map(titled, papers))})" if papers else ""
        head = line.head
        led = (
            f", {facts.office.comrade} {head.full_name} làm {rank_name(team.kind, head.rank)}" if head else ""
        )
        yield f"Thành lập {team.name}{by}, gồm {len(line.members)} thành viên{led}"


def _held(board: CampaignBoard) -> str:
    held = sum(line.standing.actual is not None for line in board.units)
    return f"Đến nay có {held}/{len(board.units)} đơn vị đã tổ chức hội nghị."


def _rounds(board: CampaignBoard) -> Sequence[Block]:
    if not board.rounds:
        return ()
    rows = tuple(
        Row((
            part.facts.full_name, part.facts.window, str(part.units), str(part.held),
            str(JUDGEMENT_NAMES[part.judgement.code]),
        ))
        for part in board.rounds
    )  # fmt: skip
    centre = Align.CENTRE
    widths = (Column(44), Column(50, centre), Column(16, centre), Column(18, centre), Column(37))
    return (Table(columns=widths, header=(ROUND_HEADER,), rows=rows),)


def _parts(board: CampaignBoard) -> Sequence[Block]:
    """Say how the campaigns drawn up under this one stand, each by its own rules."""
    return tuple(
        Bullet(
            f"{part.campaign.name}: {part.held}/{part.units} đơn vị đã tổ chức hội nghị; "
            f"{JUDGEMENT_NAMES[part.judgement.code]}."
        )
        for part in board.parts
    )


def _counts(board: CampaignBoard) -> Iterable[str]:
    comments = [line.standing.facts.comments for line in board.units]
    lessons = [line.standing.facts.lessons for line in board.units]
    for what, done, counted in (
        ("Góp ý", "đã xử lý", comments),
        ("Bài học kinh nghiệm", "đã trả lời", lessons),
    ):
        given, late = sum(each.given for each in counted), sum(each.overdue for each in counted)
        if given:
            over = f", quá hạn {late}" if late else ""
            yield f"{what}: {done} {sum(each.done for each in counted)}/{given}{over}"
    survey, work = board.survey, board.work
    if survey.communes_planned or survey.sectors_planned:
        yield (
            f"Khảo sát thực tế: {survey.communes}/{survey.communes_planned} địa phương, "
            f"{survey.sectors}/{survey.sectors_planned} ngành"
        )
    if work.total:
        states = ", ".join(
            f"{STATE_NAMES[state]} {work.by_state[state]}" for state in _STATES if work.by_state[state]
        )
        over = f"; quá hạn {work.overdue}" if work.overdue else ""
        yield f"Kết quả thực hiện {work.total - work.key} đầu công việc và {work.key} đầu công việc trọng tâm: {states}{over}"


def _troubled(board: CampaignBoard) -> list[str]:
    bad = (Readiness.LATE, Readiness.ATTENTION)
    return [
        f"{line.standing.facts.name} ({READINESS_NAMES[line.standing.readiness]}): {_against(line)}"
        for line in board.units
        if line.standing.readiness in bad
    ]


def _against(line: UnitLine) -> str:
    return "; ".join(reason.text.rstrip(".") for reason in line.standing.reasons if reason.against)


def _next(board: CampaignBoard) -> list[Block]:
    ahead = [f"{each.unit.facts.name}: {_to_reach(each)}" for each in board.coming]
    blocks: list[Block] = []
    if ahead:
        blocks += [Paragraph("Trong bảy ngày tới:", keep_with_next=True), *listed(ahead, "")]
    waiting = sorted(
        (line.standing.planned or date.max, place, line)
        for place, line in enumerate(board.units)
        if line.standing.actual is None
    )
    if waiting:
        names = ", ".join(
            f"{line.standing.facts.name}{f' ({write_date(on)})' if on < date.max else ''}"
            for on, _, line in waiting
        )
        blocks.append(Paragraph(f"Còn {len(waiting)} đơn vị chưa tổ chức hội nghị (ngày kế hoạch): {names}."))
    done = "Các đơn vị đã tổ chức xong hội nghị." if board.units else "Chưa có đơn vị nào tham gia."
    return blocks or [Paragraph(done)]


def _to_reach(each: Milestone) -> str:
    what = "tổ chức hội nghị" if each.day.code is StageCode.HELD else f"“{each.day.name}”"
    return f"{what}, ngày {write_date(each.day.planned)}" if each.day.planned else what


def _annex(facts: ProgressFacts) -> Annex:
    board, centre = facts.board, Align.CENTRE
    widths = (
        Column(9, centre), Column(42), Column(34), Column(26), Column(21, centre), Column(21, centre), Column(16, centre),
        Column(16, centre), Column(20), Column(62),
    )  # fmt: skip
    rows = tuple(_unit_row(place, line) for place, line in enumerate(board.units, start=1))
    return Annex(
        label="Phụ lục",
        title="TIẾN ĐỘ CỦA TỪNG ĐƠN VỊ",
        note=f"(Kèm theo Báo cáo của {facts.office.issuer.name})",
        blocks=(
            Table(
                columns=widths,
                header=(UNIT_HEADER,),
                rows=rows,
                number_row=True,
                size=10,
                notes=rule_texts(board.standing.rules),
            ),
        ),
        landscape=True,
    )


def _unit_row(place: int, line: UnitLine) -> Row:
    standing = line.standing
    facts = standing.facts
    days = (write_date(day) if day else "" for day in (standing.planned, standing.actual))
    shares = (f"{each.done}/{each.given}" if each.given else "" for each in (facts.comments, facts.lessons))
    notes = " ".join(reason.text for reason in standing.reasons if reason.against)
    return Row((
        str(place), facts.name, line.round, standing.stage_name, *days, *shares, str(READINESS_NAMES[standing.readiness]),
        sentence(notes) if notes else "",
    ))  # fmt: skip
