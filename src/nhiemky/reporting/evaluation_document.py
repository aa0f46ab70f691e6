"""An evaluation as an annex in official form: the sentence, the bands, the targets, and the rule in a footnote."""

from __future__ import annotations

from datetime import date

from nhiemky.kernel.documents.outline import (
    Align,
    Column,
    Document,
    GroupRow,
    Letterhead,
    Paragraph,
    Row,
    Section,
    Table,
)
from nhiemky.kernel.documents.profiles import profile_for
from nhiemky.kernel.viet.dates import write_date
from nhiemky.reporting.evaluation import Evaluation
from nhiemky.reporting.evaluation_table import BAND_HEADER, band_cells, cut_off_text, target_cells
from nhiemky.reporting.review_wording import NO_GROUP

TYPE_NAME, TYPE_CODE = "BÁO CÁO", "BC"
EXCERPT = "kết quả thực hiện các chỉ tiêu Nghị quyết Đại hội"
_HEADER = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện", "Mức đạt (%)", "Nhóm mức đạt")
_SYMBOLS = (
    (("tỉnh ủy", "đảng bộ tỉnh"), "TU"),
    (("huyện ủy", "đảng bộ huyện"), "HU"),
    (("quận ủy", "đảng bộ quận"), "QU"),
    (("chi bộ",), "CB"),
)
_CHOSEN = (0, 2, 3, 4, 5, 6, 7)


def evaluation_document(evaluation: Evaluation, *, day: date | None = None) -> Document:
    """Compose the report on an evaluated table; place, number and signer are left to be written by hand.

    The profile is that of ``day``, else of the cut-off (HD36 before 27-5-2026, HD05 after it).
    """
    table = evaluation.table
    years = table.term.replace("-", " - ")
    cut_off = evaluation.as_of
    profile = profile_for(day or cut_off or date.max)
    return Document(
        profile=profile,
        letterhead=Letterhead(
            issuer=table.unit or "…",
            type_code=TYPE_CODE,
            issuer_code=_symbol(table.unit),
            place="…",
            type_name=TYPE_NAME,
            excerpt=f"{EXCERPT}, nhiệm kỳ {years}" if years else EXCERPT,
            day=day,
            year=day.year if day else cut_off.year if cut_off else None,
        ),
        blocks=(
            Section(1, "ĐÁNH GIÁ CHUNG"),
            Paragraph(_opening(evaluation)),
            _bands(evaluation),
            Section(1, "KẾT QUẢ TỪNG CHỈ TIÊU"),
            _targets(evaluation),
        ),
    )


def _symbol(unit: str) -> str:
    """Give the symbol of a committee by how its name begins (source: Hướng dẫn 36-HD/VPTW, ký hiệu)."""
    name = unit.casefold().replace("uỷ", "ủy")
    return next((symbol for beginnings, symbol in _SYMBOLS if name.startswith(beginnings)), "ĐU")


def _opening(evaluation: Evaluation) -> str:
    sentence = evaluation.sentence
    if evaluation.as_of is None:
        return sentence
    return f"Tính đến ngày {write_date(evaluation.as_of)}: {sentence[:1].lower()}{sentence[1:]}"


def _bands(evaluation: Evaluation) -> Table:
    rows = [Row(cells) for cells in band_cells(evaluation)]
    total = evaluation.tally.total
    rows.append(Row(("Tổng số", str(total), "100,0" if total else "", ""), bold=True))
    return Table(
        columns=(Column(34), Column(16, Align.CENTRE), Column(16, Align.CENTRE), Column(54)),
        header=(BAND_HEADER,),
        rows=tuple(rows),
        notes=(evaluation.scheme.rule_text,),
    )


def _targets(evaluation: Evaluation) -> Table:
    rows: list[Row | GroupRow] = []
    group = ""
    for target in evaluation.targets:
        if target.row.group != group:
            group = target.row.group
            rows.append(GroupRow(group or NO_GROUP))
        cells = target_cells(target, evaluation)
        rows.append(Row(tuple(cells[place] for place in _CHOSEN)))
    return Table(
        columns=(
            Column(10, Align.CENTRE),
            Column(60),
            Column(18, Align.CENTRE),
            Column(20, Align.CENTRE),
            Column(20, Align.CENTRE),
            Column(18, Align.CENTRE),
            Column(26, Align.CENTRE),
        ),
        header=(_HEADER,),
        rows=tuple(rows),
        notes=(
            f"{cut_off_text(evaluation)}.",
            "Mức đạt tính theo cách tính của từng chỉ tiêu; chỉ tiêu có dấu “-” là chỉ tiêu con, không tính vào tổng số.",
        ),
    )
