"""What happens in the scenario, day by day: acts are laid down as they are read and carried out in the order of their days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum

from nhiemky.campaign.models import (
    Campaign,
    Comment,
    Finding,
    Lesson,
    LessonLine,
    Meeting,
    Review,
    Team,
    Visit,
)
from nhiemky.org.models import Term, Unit, User
from nhiemky.org.policy import Actor
from nhiemky.org.queries import actor_of
from nhiemky.registry.models import Directive
from nhiemky.scenario import facts
from nhiemky.targets.models import Target
from nhiemky.work.models import WorkItem

Act = Callable[[], object]
PROVINCE_OFFICE, DISTRICT_OFFICE = "vanphong.tinh", "vanphong.mcb"
TASK_GROUP, SURVEY_HEAD = "tocongtac.mcb", "khaosat.mcb"
OFFICES = {
    facts.PROVINCE: PROVINCE_OFFICE,
    facts.DISTRICT: DISTRICT_OFFICE,
    facts.PILOT: "vanphong.ttt",
    "28933": "vanphong.tb",
}


class Turn(IntEnum):
    """The order of acts of one day: what others rest on comes first, a stage is left last."""

    WORK = 0
    PLAN = 1
    TEAM = 2
    SURVEY = 3
    MEETING = 4
    COMMENT = 5
    LESSON = 6
    ANSWER = 7
    FINDING = 8
    POINTS = 9
    MOVE = 10


@dataclass
class Play:
    """The acts to come, who carries them out, and what came of those that were: rows by the keys of the data files."""

    now: datetime
    term: Term
    units: Mapping[str, Unit]
    accounts: Mapping[str, User]
    directives: Mapping[str, Directive]
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    comments: dict[tuple[str, int], Comment] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)
    lines: dict[tuple[str, str], LessonLine] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    items: dict[str, WorkItem] = field(default_factory=dict)
    _targets: dict[str, dict[str, Target]] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)
    _acts: list[tuple[date, Turn, int, Act]] = field(default_factory=list)

    def on(self, day: date, turn: Turn, act: Act) -> None:
        """This method will lay down an act for a day."""
        self._acts.append((day, turn, len(self._acts), act))

    def run(self) -> None:
        """This method will carry out all acts, the earliest first; of one day and turn, as they were laid down."""
        acts, self._acts = sorted(self._acts, key=lambda each: each[:3]), []
        for _day, _turn, _place, act in acts:
            act()

    def actor(self, username: str) -> Actor:
        """This method will give the person of an account as somebody who acts."""
        if username not in self._actors:
            self._actors[username] = actor_of(self.accounts[username], today=self.now.date())
        return self._actors[username]

    def keeper(self, unit_code: str) -> Actor:
        """This method will give who keeps the review of a unit: its own office, where it has an account, else the district's."""
        return self.actor(OFFICES.get(unit_code, DISTRICT_OFFICE))

    def critic(self, unit_code: str) -> Actor:
        """This method will give who judges for the side above a unit what it answers to comments."""
        return self.actor(PROVINCE_OFFICE if unit_code == facts.DISTRICT else TASK_GROUP)

    def targets(self, unit_code: str) -> Mapping[str, Target]:
        """This method will give the targets of a unit by their numbers and by their codes."""
        if unit_code not in self._targets:
            rows = Target.objects.filter(unit=self.units[unit_code], term=self.term).order_by("pk")
            self._targets[unit_code] = {key: row for row in rows for key in (row.number, row.code)}
        return self._targets[unit_code]
