"""The decision that founds a team, and the notice that assigns its members (S5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nhiemky.campaign.models import Member
from nhiemky.campaign.queries import TeamLine
from nhiemky.campaign.vocab import Duty, TeamKind
from nhiemky.kernel.documents.outline import (
    Align,
    Block,
    Bullet,
    Column,
    Document,
    Paragraph,
    Row,
    Run,
    Table,
)
from nhiemky.kernel.viet.dates import write_date
from nhiemky.registry.models import Directive
from nhiemky.reporting.campaign.papers.heading import (
    Office,
    capital,
    cited,
    lowered,
    paper,
    sentence,
    titled,
    upwards,
)

GROUP, MISSION = "Tổ", "Đoàn"
_RANKS = {
    GROUP: {Duty.HEAD: "Tổ trưởng", Duty.DEPUTY: "Tổ phó"},
    MISSION: {Duty.HEAD: "Trưởng Đoàn", Duty.DEPUTY: "Phó Trưởng Đoàn"},
}
_OTHERS = {Duty.MEMBER: "Thành viên", Duty.SECRETARY: "Thư ký"}
NOTICE_HEADER = ("TT", "Họ và tên", "Chức vụ, đơn vị", "Nhiệm vụ", "Nội dung được phân công")


@dataclass(frozen=True)
class TeamFacts:
    """A team on a day, who issues its papers, what they rest on; `followed` is the committee of the unit that it supports,
    `units` are names of the members' units by id."""

    line: TeamLine
    office: Office
    grounds: tuple[Directive, ...] = ()
    decision: Directive | None = None
    followed: str = ""
    units: Mapping[int, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """This property will give how the team speaks of itself."""
        return short_kind(self.line.team.kind)

    def position(self, member: Member) -> str:
        """This function will give a member's position outside the team, else the unit."""
        return member.title or self.units.get(member.unit_id or 0, "")


def short_kind(kind: str) -> str:
    """This function will give how a team of a kind speaks of itself: "Đoàn" of a survey team, "Tổ" of the others."""
    return MISSION if kind == TeamKind.SURVEY.value else GROUP


def rank_name(kind: str, rank: str) -> str:
    """This function will name the place of a member in a team of a kind."""
    duty = Duty(rank)
    return _RANKS[short_kind(kind)].get(duty) or _OTHERS[duty]


def founding(facts: TeamFacts) -> Document:
    """This function will compose the decision: what it rests on, the members of that day, the task, who carries it out."""
    team, office = facts.line.team, facts.office
    rests = [
        *(() if office.profile.state else ("Điều lệ Đảng Cộng sản Việt Nam",)),
        *map(cited, facts.grounds),
    ]
    deciding = "QUYẾT ĐỊNH:" if office.profile.state else f"{office.collective.upper()} QUYẾT ĐỊNH"
    made_of = f", gồm các {office.comrade} có tên sau đây:" if facts.line.members else "."
    blocks: list[Block] = [
        *_grounds(rests, state=office.profile.state),
        Paragraph(Run(deciding, bold=True), align=Align.CENTRE, indent=False, keep_with_next=True),
        _article(1, f"Thành lập {team.name}{made_of}"),
        *_roll(facts),
        _article(2, _task(facts)),
        Paragraph(
            f"Nhiệm vụ cụ thể của từng thành viên do {office.collective} thông báo phân công. {facts.short} kết thúc hoạt "
            "động sau khi hoàn thành nhiệm vụ."
        ),
        _article(3, _carried_out(facts)),
        Paragraph("Quyết định này có hiệu lực kể từ ngày ký."),
    ]
    to = ("Như Điều 3", *upwards(office))
    return paper(
        office,
        type_code="QĐ",
        type_name="QUYẾT ĐỊNH",
        excerpt=f"{'Về việc ' if office.profile.state else ''}thành lập {team.name}",
        blocks=blocks,
        recipients=to,
        illustrative=team.illustrative,
    )


def assignment(facts: TeamFacts) -> Document:
    """This function will compose the notice: who does what in the team, and who left and joined since it was founded."""
    team, office = facts.line.team, facts.office
    day = write_date(team.founded_on)
    by = (
        cited(facts.decision)
        if facts.decision
        else f"quyết định ngày {day} của {office.collective} thành lập {team.name}"
    )
    blocks: list[Block] = [
        Paragraph(
            f"Thực hiện {by}, {office.collective} thông báo phân công nhiệm vụ các thành viên như sau:",
            keep_with_next=True,
        ),
        _duties(facts) if facts.line.members else Paragraph("Chưa có thành viên nào được phân công."),
        *_changes(facts),
        Paragraph(
            f"Các {office.comrade} có tên nêu trên chủ động xây dựng kế hoạch, thực hiện nội dung được phân công bảo đảm chất "
            f"lượng, tiến độ{_under(facts)}; kịp thời báo cáo khó khăn, vướng mắc để {office.collective} xem xét, chỉ đạo."
        ),
    ]
    to = (
        *upwards(office),
        "Các cơ quan, đơn vị có liên quan",
        f"Các {office.comrade} thành viên {facts.short}",
    )
    return paper(
        office,
        type_code="TB",
        type_name="THÔNG BÁO",
        excerpt=f"phân công nhiệm vụ thành viên {team.name}",
        blocks=blocks,
        recipients=to,
        illustrative=team.illustrative,
    )


def _grounds(rests: Sequence[str], *, state: bool) -> list[Block]:
    """Give what a decision rests on: a list in the Party, lines in italics in the state (Nghị định 30, Phụ lục III)."""
    last = len(rests)
    ends = [";" if place < last else "." if state else "," for place in range(1, last + 1)]
    texts = [f"Căn cứ {text}{end}" for text, end in zip(rests, ends, strict=True)]
    return [Paragraph(Run(text, italic=True)) if state else Bullet(text) for text in texts]


def _article(number: int, text: str) -> Paragraph:
    return Paragraph((Run(f"Điều {number}. ", bold=True), text))


def _roll(facts: TeamFacts) -> list[Block]:
    kind, last = facts.line.team.kind, len(facts.line.members)
    comrade = capital(facts.office.comrade)
    told = (
        (f"{comrade} {each.full_name}", facts.position(each), _within(rank_name(kind, each.rank)))
        for each in facts.line.members
    )
    return [
        Paragraph(f"{place}. {', '.join(filter(None, parts))}{'.' if place == last else ';'}")
        for place, parts in enumerate(told, start=1)
    ]


def _within(rank: str) -> str:
    return rank.lower() if rank in _OTHERS.values() else rank


def _duties(facts: TeamFacts) -> Table:
    kind = facts.line.team.kind
    rows = (
        Row((str(place), each.full_name, facts.position(each), rank_name(kind, each.rank), each.duty))
        for place, each in enumerate(facts.line.members, start=1)
    )
    widths = (Column(9, Align.CENTRE), Column(36), Column(44), Column(24), Column(52))
    return Table(columns=widths, header=(NOTICE_HEADER,), rows=tuple(rows))


def _task(facts: TeamFacts) -> str:
    task = facts.line.team.task
    if task:
        return f"{facts.short} có nhiệm vụ: {sentence(lowered(task))}"
    return (
        f"{facts.short} có nhiệm vụ giúp {facts.office.collective} chuẩn bị, tổ chức hội nghị sơ kết giữa nhiệm kỳ"
        f"{_under(facts)}."
    )


def _under(facts: TeamFacts) -> str:
    return f" theo {titled(facts.grounds[-1])}" if facts.grounds else ""


def _carried_out(facts: TeamFacts) -> str:
    own = facts.office.issuer.archive.removeprefix("Lưu ")
    offices = (own if own.startswith("Văn phòng") else "", facts.followed, "các cơ quan, đơn vị có liên quan")
    named = capital(", ".join(filter(None, offices)))
    people = f" và các {facts.office.comrade} có tên tại Điều 1" if facts.line.members else ""
    return f"{named}{people} chịu trách nhiệm thi hành Quyết định này."


def _changes(facts: TeamFacts) -> list[Block]:
    """Say who left and who joined since the team was founded, day by day; who only got another duty is no change."""
    line, comrade = facts.line, facts.office.comrade
    left = [
        (each.valid_to, f"{comrade} {each.full_name} thôi tham gia ({lowered(each.left_because)})")
        for each in line.former
        if each.valid_to is not None and each.left_because
    ]
    known = {each.full_name for each in line.former}
    joined = [
        (each.valid_from, f"{comrade} {each.full_name} tham gia {facts.short}")
        for each in line.members
        if each.valid_from > line.team.founded_on and each.full_name not in known
    ]
    changes = sorted((*left, *joined), key=lambda change: change[0])
    if not changes:
        return []
    texts = (Bullet(sentence(f"Từ ngày {write_date(on)}, {text}")) for on, text in changes)
    return [Paragraph("Thay đổi so với khi thành lập:", keep_with_next=True), *texts]
