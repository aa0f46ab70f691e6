"""Papers without a database: an office, directives, teams, and what a document says line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nhiemky.campaign.models import Campaign, Member, Team
from nhiemky.campaign.queries import TeamLine
from nhiemky.campaign.vocab import Duty, TeamKind
from nhiemky.kernel.documents.docx import render
from nhiemky.kernel.documents.inspect import check, inspect
from nhiemky.kernel.documents.outline import (
    Block,
    Bullet,
    Cell,
    Document,
    GroupRow,
    HeaderCell,
    Inline,
    Paragraph,
    Section,
    Table,
    plain,
)
from nhiemky.kernel.documents.profiles import HD36, Profile
from nhiemky.registry.models import Directive
from nhiemky.reporting.campaign.papers.heading import Dated, Office
from nhiemky.reporting.issuer import Issuer

ON = date(2023, 3, 24)
ISSUER = Issuer(
    name="Huyện ủy Mỏ Cày Bắc",
    superior="Tỉnh ủy Bến Tre",
    symbol="HU",
    place="Mỏ Cày Bắc",
    body="BAN THƯỜNG VỤ",
    position="BÍ THƯ",
    signer="Nguyễn Văn Trung",
    recipients=("Ban Thường vụ Tỉnh ủy Bến Tre (báo cáo)", "Các đồng chí trong Ban Chấp hành"),
    archive="Lưu Văn phòng Huyện ủy",
)


def office(*, on: date = ON, profile: Profile = HD36, dated: Dated | None = None, **changes: str) -> Office:
    """Give the office of the district, changed where asked for."""
    return Office(replace(ISSUER, **changes), profile, on, dated or Dated())  # type: ignore[arg-type]


def directive(
    type: str = "ke_hoach",
    symbol: str = "165-KH/HU",
    on: date | None = date(2022, 9, 28),
    excerpt: str = "Tổ chức hội nghị sơ kết",
    *,
    issuer: str = "Ban Thường vụ Huyện ủy",
    grade: str = "cong_khai",
    resolution: bool = False,
) -> Directive:
    """Give a directive as a row that was never kept."""
    return Directive(
        type=type, symbol=symbol, issued_on=on, excerpt=excerpt, issuer_name=issuer, confidentiality=grade,
        congress_resolution=resolution,
    )  # fmt: skip


def member(name: str, rank: Duty = Duty.MEMBER, title: str = "", duty: str = "", **changes: object) -> Member:
    """Give a member of a team as a row that was never kept."""
    given = {"valid_from": date(2022, 10, 12), **changes}
    return Member(full_name=name, rank=rank.value, title=title, duty=duty, **given)


def team_line(*members: Member, former: tuple[Member, ...] = (), **changes: object) -> TeamLine:
    """Give a team with its members of the day; an editorial team unless another kind is asked for."""
    given: dict[str, object] = {
        "kind": TeamKind.EDITORIAL.value, "name": "Tổ biên tập", "founded_on": date(2022, 10, 12),
        "campaign": Campaign(name="Đợt"), **changes,
    }  # fmt: skip
    return TeamLine(Team(**given), stands=True, members=members, former=former)


def said(document: Document) -> list[str]:
    """Give what the body of a document says: sections with their number left to count, bullets with their sign, rows joined."""
    return list(_lines(document.blocks))


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Section():
                yield f"{'#' * block.level} {block.text}"
            case Paragraph():
                yield plain(block.text)
            case Bullet():
                yield f"{'-+'[block.level - 1]} {plain(block.text)}"
            case Table():
                yield from rows_of(block)


def rows_of(table: Table) -> list[str]:
    """Give header and rows of a table, cells joined by strokes."""
    header = [
        " | ".join(cell.text if isinstance(cell, HeaderCell) else cell for cell in row)
        for row in table.header
    ]
    body = [
        row.text if isinstance(row, GroupRow) else " | ".join(map(_cell, row.cells)) for row in table.rows
    ]
    return [*header, *body]


def _cell(cell: Inline | Cell) -> str:
    return plain(cell.text if isinstance(cell, Cell) else cell)


def faults(document: Document) -> list[str]:
    """Write the document as a Word file, read it back and hold it against the official form."""
    return [str(finding) for finding in check(inspect(render(document)), document.profile)]
