"""The screens of one campaign, as links from one to the other, and the papers of the register that they choose from and name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.kernel.viet.dates import write_date
from nhiemky.org import queries as org
from nhiemky.registry import queries as register
from nhiemky.web.excel import About
from nhiemky.web.visit import Visit

if TYPE_CHECKING:
    from nhiemky.campaign.models import Campaign, Review
    from nhiemky.registry.models import Directive

SCREENS: tuple[tuple[str, str | Promise], ...] = (
    ("campaign", _("Tiến độ")),
    ("campaign_gantt", _("Biểu đồ")),
    ("campaign_judgement", _("Đánh giá")),
    ("teams", _("Tổ, đoàn")),
    ("meetings", _("Cuộc họp")),
    ("comments", _("Góp ý")),
    ("lessons", _("Bài học")),
    ("surveys", _("Khảo sát")),
    ("findings", _("Phát hiện")),
    ("campaign_plan", _("Kế hoạch")),
)


@dataclass(frozen=True)
class Tab:
    """One screen of a campaign."""

    label: str
    href: str
    current: bool


def tabs_of(visit: Visit, campaign_id: int, current: str) -> tuple[Tab, ...]:
    """This function will give the screens of a campaign that there are, with the one that is shown."""
    return tuple(
        Tab(str(label), href, name == current)
        for name, label in SCREENS
        if (href := screen(visit, name, campaign_id))
    )


def about_of(visit: Visit, campaign: Campaign) -> About:
    """This function will say that tables are of the unit that runs a campaign, whatever unit is looked at."""
    holder = campaign.holder
    names = org.unit_labels(visit.actor, [holder.pk], on=visit.as_of)
    return About(visit.as_of, holder.code, names.get(holder.pk, holder.code), campaign.term.label)


def screen(visit: Visit, name: str, *args: object, **extra: str) -> str:
    """This function will give the address of a screen; empty when there is none of that name."""
    try:
        return visit.to(name, *args, **extra)
    except NoReverseMatch:
        return ""


def papers_in(visit: Visit) -> dict[str, Directive]:
    """This function will give the directives of the register that the person sees, by their ids as forms have them."""
    return {str(row.pk): row for row in register.directives(visit.actor, on=visit.today)}


def paper_links(visit: Visit, rows: Iterable[Directive | None]) -> dict[int, tuple[str, str]]:
    """This function will give the words and the address of those of the directives that the person sees, by their ids."""
    found = register.directives_among(visit.actor, {row.pk for row in rows if row is not None})
    return {row.pk: (_paper_words(row), visit.to("directive", row.pk)) for row in found}


def _paper_words(row: Directive) -> str:
    """Write a directive by its symbol and day; one without a symbol by what it is about."""
    day = f" ({write_date(row.issued_on)})" if row.issued_on is not None else ""
    return f"{row.symbol or shorten(row.excerpt, 100, placeholder='…')}{day}"


def review_names(rows: Mapping[str, Review]) -> list[tuple[str, str]]:
    """This function will name units to choose from; one that takes part in two campaigns is told apart by theirs."""
    often = Counter(row.unit_name for row in rows.values())
    return [
        (key, f"{row.unit_name} ({row.round.campaign.name})" if often[row.unit_name] > 1 else row.unit_name)
        for key, row in rows.items()
    ]
