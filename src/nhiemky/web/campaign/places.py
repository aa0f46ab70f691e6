"""The screens of one campaign, as links from one to the other."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.web.visit import Visit

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


def screen(visit: Visit, name: str, *args: object, **extra: str) -> str:
    """This function will give the address of a screen; empty when there is none of that name."""
    try:
        return visit.to(name, *args, **extra)
    except NoReverseMatch:
        return ""
