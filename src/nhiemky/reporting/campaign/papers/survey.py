"""The report of a survey: where the team went, what it saw, the findings with what they led to, the conclusion (S16)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nhiemky.campaign.queries import ChainRow, FindingLine, Linked, SurveyLine, VisitCount, VisitLine
from nhiemky.campaign.vocab import CAUSE_NAMES, CauseKind, FindingKind, VisitKind
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
    untitled,
)
from nhiemky.kernel.viet.dates import write_date
from nhiemky.registry.models import Directive
from nhiemky.reporting.campaign.papers.heading import Office, cited, listed, lowered, paper, sentence

VISIT_HEADER = ("TT", "Nơi khảo sát", "Ngày kế hoạch", "Ngày khảo sát", "Phụ trách")
GOOD = frozenset({FindingKind.RESULT.value, FindingKind.STRENGTH.value})
TO_DO = frozenset({FindingKind.REMEDY.value, FindingKind.NEW_TASK.value, FindingKind.PROPOSAL.value})
# Kinds of places whose one word is told by their names; with others the report speaks of places.
PLACES = ("xã", "phường")
_THINGS = {"target": "chỉ tiêu số", "work": "đầu công việc số", "adjustment": "điều chỉnh chỉ tiêu số"}


@dataclass(frozen=True)
class SurveyFacts:
    """A survey on a day: its places, the findings noted there, the chains that begin with them; `units` are names by id, `head`
    leads the team and signs."""

    line: SurveyLine
    office: Office
    visits: tuple[VisitLine, ...]
    findings: tuple[FindingLine, ...]
    chains: tuple[ChainRow, ...]
    grounds: tuple[Directive, ...] = ()
    head: str = ""
    units: Mapping[int, str] = field(default_factory=dict)


def survey_report(facts: SurveyFacts) -> Document:
    """This function will compose the report; a survey team issues it itself under the committee that sent it out."""
    survey, office = facts.line.survey, facts.office
    blocks: list[Block] = [
        Paragraph(_opening(facts)),
        Section(1, "TÌNH HÌNH KHẢO SÁT"),
        *(Paragraph(f"Mục đích, yêu cầu: {sentence(lowered(survey.purpose))}") for _ in (1,) if survey.purpose),
        Paragraph(_coverage(facts)),
        *_places(facts),
        Section(1, "KẾT QUẢ KHẢO SÁT"),
        Section(2, "Tình hình ở từng nơi"),
        *listed([f"{_place(facts, each)}: {each.summary}" for each in facts.visits if each.summary], "Chưa ghi kết quả ở nơi nào."),
        Section(2, "Kết quả đạt được, ưu điểm"),
        *listed([_told(facts, each) for each in facts.findings if each.finding.kind in GOOD], "Chưa ghi nhận."),
        Section(1, "HẠN CHẾ, NGUYÊN NHÂN"),
        *_limitations(facts),
        Section(1, "GIẢI PHÁP, NHIỆM VỤ, KIẾN NGHỊ"),
        *listed([_told(facts, each) for each in _to_do(facts)], "Chưa có giải pháp, kiến nghị được ghi nhận."),
        Section(1, "ĐÁNH GIÁ CHUNG"),
        Paragraph(sentence(facts.line.conclusion) if facts.line.conclusion else "Đoàn khảo sát chưa có kết luận."),
    ]  # fmt: skip
    return paper(
        _as_team(facts),
        excerpt=f"kết quả {lowered(survey.name)}",
        blocks=blocks,
        recipients=_recipients(facts, office),
        illustrative=survey.illustrative,
    )


def place_word(names: Iterable[str]) -> str:
    """This function will give the one word that tells what kind of places these are ("xã"); "địa phương" when they differ."""
    words = {name.removeprefix("Đảng bộ ").split(" ")[0] for name in names}
    return words.pop() if len(words) == 1 and words <= set(PLACES) else "địa phương"


def _as_team(facts: SurveyFacts) -> Office:
    """Give the office of the survey's team: it stands under its committee, and its head signs."""
    office, team = facts.office, facts.line.survey.team
    if team is None:
        return office
    issuer = replace(
        office.issuer,
        superior=office.issuer.name,
        name="Đoàn khảo sát",
        symbol="ĐKS",
        body="",
        position="TRƯỞNG ĐOÀN",
        signer=untitled(facts.head, state=office.profile.state),
        archive=office.issuer.archive if office.profile.state else "Lưu Đoàn khảo sát",
    )
    return replace(office, issuer=issuer)


def _recipients(facts: SurveyFacts, office: Office) -> tuple[str, ...]:
    own = (f"{office.collective} (báo cáo)",) if facts.line.survey.team is not None else ()
    return (*own, "Các địa phương, cơ quan, đơn vị được khảo sát")


def _opening(facts: SurveyFacts) -> str:
    survey = facts.line.survey
    done = [each.visited_on for each in facts.visits if each.visited_on is not None]
    by = f"Thực hiện {cited(facts.grounds[-1])}, " if facts.grounds else ""
    who = f"{survey.team.name}" if survey.team is not None else facts.office.collective
    led = f" do {facts.office.comrade} {facts.head} làm Trưởng Đoàn" if facts.head else ""
    if not done:
        text = f"{by}{who}{led} lập kế hoạch khảo sát từ ngày {write_date(survey.starts_on)} đến ngày {write_date(survey.ends_on)}; chưa có nơi nào được khảo sát."
    else:
        text = (
            f"{by}{who}{led} đã tiến hành khảo sát từ ngày {write_date(min(done))} đến ngày {write_date(max(done))}. Kết quả "
            "như sau:"
        )
    return text[:1].upper() + text[1:]


def _coverage(facts: SurveyFacts) -> str:
    names = [
        _place(facts, each)
        for each in facts.visits
        if each.visit.kind == VisitKind.COMMUNE.value and not each.cancelled
    ]
    line = facts.line
    parts = [
        f"{_share(count)} {word}"
        for count, word in ((line.communes, place_word(names)), (line.sectors, "ngành"))
        if count.planned
    ]
    if not parts:
        return "Kế hoạch khảo sát chưa ghi nơi nào."
    return f"Đến ngày {write_date(facts.office.on)}, Đoàn đã khảo sát {' và '.join(parts)} theo kế hoạch."


def _place(facts: SurveyFacts, each: VisitLine) -> str:
    """Name a place in full: the unit as it was called, else as it was written down."""
    return facts.units.get(each.visit.unit_id or 0, each.visit.name)


def _share(count: VisitCount) -> str:
    return f"{count.visited}/{count.planned}"


def _places(facts: SurveyFacts) -> Sequence[Block]:
    shown = [each for each in facts.visits if not each.cancelled]
    gone = [
        f"Không khảo sát {_place(facts, each)}: {each.visit.cancelled_because}"
        for each in facts.visits
        if each.cancelled
    ]
    if not shown and not gone:
        return ()
    rows = tuple(
        Row((
            str(place), _place(facts, each), write_date(each.visit.planned_on) if each.visit.planned_on else "",
            write_date(each.visited_on) if each.visited_on else "chưa khảo sát", each.visit.by,
        ))
        for place, each in enumerate(shown, start=1)
    )  # fmt: skip
    widths = (
        Column(9, Align.CENTRE),
        Column(60),
        Column(26, Align.CENTRE),
        Column(28, Align.CENTRE),
        Column(42),
    )
    return (
        Table(columns=widths, header=(VISIT_HEADER,), rows=rows),
        *(Bullet(sentence(text)) for text in gone),
    )


def _limitations(facts: SurveyFacts) -> list[Block]:
    blocks: list[Block] = []
    for row in facts.chains:
        blocks.append(Bullet(sentence(_told(facts, row.line))))
        for cause in row.causes:
            kind = CAUSE_NAMES[CauseKind(cause.line.finding.cause)]
            blocks.append(
                Bullet(sentence(f"Nguyên nhân {kind}: {lowered(cause.line.finding.text)}"), level=2)
            )
    return blocks or [Paragraph("Chưa ghi nhận hạn chế.")]


def _to_do(facts: SurveyFacts) -> list[FindingLine]:
    """Give the remedies and tasks that follow from what was seen, then what the team itself noted of that kind, each once."""
    found: dict[int, FindingLine] = {}
    for row in facts.chains:
        for remedy in (*row.remedies, *(each for cause in row.causes for each in cause.remedies)):
            found.update((each.finding.pk, each) for each in (remedy.line, *remedy.tasks))
    found.update((each.finding.pk, each) for each in facts.findings if each.finding.kind in TO_DO)
    return list(found.values())


def _told(facts: SurveyFacts, line: FindingLine) -> str:
    finding = line.finding
    unit = facts.units.get(finding.unit_id, finding.unit.code)
    things = _things((*line.about, *line.gives))
    text = " ".join(finding.text.split()).rstrip(".")
    return f"{unit}: {lowered(text)}{f' ({things})' if things else ''}"


def _things(linked: Iterable[Linked]) -> str:
    return "; ".join(dict.fromkeys(f"{_THINGS[each.kind]} {each.number}" for each in linked))
