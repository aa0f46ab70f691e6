"""The commune whose work is looked at: four items, reports on several days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nhiemky.org.models import Term
from nhiemky.work.models import WorkItem
from nhiemky.work.vocab import WorkState
from tests.cast import Tree, make_term
from tests.cast_boards import place_of
from tests.cast_targets import Place
from tests.cast_work import make_item, make_programme, report
from tests.standing import standing


@dataclass(frozen=True)
class Work:
    """A unit, the term, and its items by number."""

    place: Place
    term: Term
    items: dict[str, WorkItem]

    def at(self, number: str, act: str = "") -> str:
        """Give the address of an item, or of an act on it."""
        return f"/dau-cong-viec/{self.items[number].pk}/{act}"


@standing(at="2023-02-21 10:00+07:00")
def work(tree: Tree) -> Work:
    """Item 1 is done, 2 overdue and under way, 3 not due yet, T1 key and without a report."""
    place, term = place_of(tree.commune), make_term("2020-2025")
    make_programme(place, term)
    items = {
        "1": make_item(place, term, "1", programme="16-CTr/HU"),
        "2": make_item(place, term, "2", name="Xây chợ xã", group="Thương mại", lead="Phòng Kinh tế"),
        "3": make_item(place, term, "3", name="Mở đường ấp", due_on=date(2024, 6, 30), breakthrough=True),
        "T1": make_item(
            place, term, "T1", name="Tinh gọn bộ máy", key=True, due_on=None, group="Xây dựng Đảng"
        ),
    }
    report(place, items["1"], WorkState.IN_PROGRESS, 40, on=date(2022, 6, 30), result="Trồng 40 ha")
    report(
        place, items["1"], WorkState.DONE, on=date(2022, 12, 31), result="Trồng 60 ha", evidence="Biên bản 12"
    )
    report(place, items["2"], WorkState.IN_PROGRESS, 70, on=date(2023, 1, 31), result="Đang lợp mái")
    return Work(place, term, items)
