"""Every address, asked for by everybody, about the own unit, one below, one beside and one above.

The table says the status of each answer; an address without a row fails. No answer may carry a word of a unit that is not
reached, and whoever is denied has changed nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nhiemky.history.models import LedgerLine
from nhiemky.org.models import User
from nhiemky.org.vocab import RoleCode
from tests import cast
from tests.cast_world import Holding, World, browser, make_world
from tests.standing import standing
from tests.web.addresses_campaign import CAMPAIGN_TABLE

pytestmark = pytest.mark.django_db

ROLES = {
    "O": RoleCode.OFFICE, "L": RoleCode.LEADER, "E": RoleCode.EDITOR, "V": RoleCode.OVERSEER, "S": RoleCode.SURVEYOR,
    "D": RoleCode.DELEGATE, "A": RoleCode.ADMINISTRATOR,
}  # fmt: skip
NOBODY, GUEST = "N", "G"
EVERYBODY = (*ROLES, NOBODY, GUEST)
METHODS = ("get", "post")
# PostgreSQL is asked the same questions of rights as SQLite; that it answers alike, one of those who ask shows.
ASKING = EVERYBODY if connection.vendor == "sqlite" else ("O",)
# Their reach is that of the office, or none: each asks about the own unit and, in turn with the others, about one of the rest.
IN_TURN = "LEVSN"

# Letters of roles (N: an account without a role, G: not signed in, *: everybody else), then the status for the own unit, one
# below, one beside, one above; a single status stands for all four. Whoever is not signed in is led to the sign-in page.
TABLE: dict[str, tuple[str, str]] = {
    "home": (
        "OLEVSA 302 302 404 404, D 302 404 404 404, N 404",
        "OLEVSA 302 302 404 404, D 302 404 404 404, N 404",
    ),
    "sign_in": ("OLEVSDAN 302, G 200", "* 200"),
    "sign_out": ("* 405", "* 302"),
    "invitation": ("* 404", "* 404"),
    "change_password": ("OLEVSDAN 200", "OLEVSDAN 422"),
    "organisation": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "unit_add": (
        "OLEVS 403 403 404 404, D 403 404 404 404, A 200 200 404 404, N 404",
        "OLEVS 403 403 404 404, D 403 404 404 404, A 422 422 404 404, N 404",
    ),
    "unit_merge": (
        "OLEVS 403 403 404 404, D 403 404 404 404, A 200 200 404 404, N 404",
        "OLEVS 403 403 404 404, D 403 404 404 404, A 422 422 404 404, N 404",
    ),
    "unit": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 403", "* 405"),
    "unit_change": ("OLEVSDN 403, A 200 200 404 404", "OLEVSDN 403, A 422 422 404 404"),
    "unit_split": ("OLEVSDN 403, A 200 200 404 404", "OLEVSDN 403, A 422 422 404 404"),
    "unit_dissolve": ("OLEVSDN 403, A 200 200 404 404", "OLEVSDN 403, A 422 422 404 404"),
    "position_add": ("OLEVSDN 403, A 200 200 404 404", "OLEVSDN 403, A 422 422 404 404"),
    "position_end": ("OLEVSDN 403, A 200 200 404 404", "OLEVSDN 403, A 422 422 404 404"),
    "terms": (
        "OLEVS 403 403 404 404, D 403 404 404 404, A 200 200 404 404, N 404",
        "* 405",
    ),
    "unit_types": (
        "OLEVS 403 403 404 404, D 403 404 404 404, A 200 200 404 404, N 404",
        "OLEVSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "term_add": (
        "OLEVSA 403 403 404 404, D 403 404 404 404, N 404",
        "OLEVSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "term_cut_off": (
        "OLEVSA 403 403 404 404, D 403 404 404 404, N 404",
        "OLEVSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "people": (
        "OLEVS 403 403 404 404, D 403 404 404 404, A 200 200 404 404, N 404",
        "* 405",
    ),
    "person_add": (
        "OLEVS 403 403 404 404, D 403 404 404 404, A 200 200 404 404, N 404",
        "OLEVS 403 403 404 404, D 403 404 404 404, A 422 422 404 404, N 404",
    ),
    "person": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "person_change": ("OLEVSDN 403, A 200 200 404 404", "OLEVSDN 403, A 422 422 404 404"),
    "account_add": ("OLEVSDN 403, A 200 200 404 404", "OLEVSDN 403, A 422 422 404 404"),
    "account_invite": (
        "* 405",
        "OLEVS 403 403 404 404, D 403 404 404 404, A 200 200 404 404, N 404",
    ),
    "account_switch": (
        "* 405",
        "OLEVS 403 403 404 404, D 403 404 404 404, A 302 302 404 404, N 404",
    ),
    "person_position_add": ("OLEVSDN 403, A 200 200 404 404", "OLEVSDN 403, A 422 422 404 404"),
    "person_position_end": ("OLEVSDN 403, A 200 200 404 404", "OLEVSDN 403, A 422 422 404 404"),
    "role_give": ("OLEVSDN 403, A 200 200 404 404", "OLEVSDN 403, A 422 422 404 404"),
    "role_end": ("OLEVSDN 403, A 200 200 404 404", "OLEVSDN 403, A 422 422 404 404"),
    "directives": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "directive_forest": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "directive_add": (
        "O 200 403 404 404, LEVSA 403 403 404 404, D 403 404 404 404, N 404",
        "O 422 403 404 404, LEVSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "directive": ("OLEVSA 200 200 404 200, D 200 404 404 200, N 403", "* 405"),
    "directive_change": ("O 200 403 404 403, LEVSDAN 403", "O 422 403 404 403, LEVSDAN 403"),
    "directive_withdraw": ("O 200 403 404 403, LEVSDAN 403", "O 422 403 404 403, LEVSDAN 403"),
    "directive_restore": ("* 405", "O 409 403 404 403, LEVSDAN 403"),
    "directive_link": ("O 200 403 404 403, LEVSDAN 403", "O 422 403 404 403, LEVSDAN 403"),
    "directive_unlink": ("* 405", "O 302 403 404 403, LEVSDAN 403"),
    "file_attach": ("O 200 403 404 403, LEVSDAN 403", "O 422 403 404 403, LEVSDAN 403"),
    "file_take": ("* 405", "OLEVSA 200 200 404 403, D 200 404 404 403, N 403"),
    "file_remove": ("* 405", "O 302 403 404 403, LEVSDAN 403"),
    "file_purge": ("O 200 403 404 403, LEVSDAN 403", "O 422 403 404 403, LEVSDAN 403"),
    "ledger": (
        "OLEVS 403 403 404 404, D 403 404 404 404, A 200 200 404 404, N 404",
        "* 405",
    ),
    "ledger_line": ("OLEVSDN 403, A 200 200 404 404", "* 405"),
    "search": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "overview": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "targets": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "add_target": (
        "O 200 403 404 404, LEVSA 403 403 404 404, D 403 404 404 404, N 404",
        "O 422 403 404 404, LEVSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "inferred": (
        "O 200 200 404 404, LEVSA 403 403 404 404, D 403 404 404 404, N 404",
        "* 405",
    ),
    "target": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 403", "* 405"),
    "change_target": ("O 200 403 404 404, LEVSDAN 403", "O 422 403 404 404, LEVSDAN 403"),
    "remove_target": ("O 200 403 404 404, LEVSDAN 403", "O 422 403 404 404, LEVSDAN 403"),
    "restore_target": ("* 405", "O 422 403 404 404, LEVSDAN 403"),
    "entry": (
        "OL 200 403 404 404, EVSA 403 403 404 404, D 403 404 404 404, N 404",
        "O 302 403 404 404, LEVSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "save_entry": (
        "* 405",
        "O 200 403 404 404, LEVSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "try_entry": (
        "* 405",
        "O 200 403 404 404, LEVSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "submit_figures": (
        "* 405",
        "O 422 403 404 404, LEVSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "confirm_figures": (
        "OL 200 403 404 404, EVSA 403 403 404 404, D 403 404 404 404, N 404",
        "OEVSA 403 403 404 404, L 422 403 404 404, D 403 404 404 404, N 404",
    ),
    "intake": (
        "OLE 200 403 404 404, V 200 200 404 404, SA 403 403 404 404, D 403 404 404 404, N 404",
        "O 422 403 404 404, LEVSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "batch": (
        "OLE 200 404 404 404, V 200 200 404 404, SDAN 403",
        "O 302 404 404 404, LE 403 404 404 404, V 403 403 404 404, SDAN 403",
    ),
    "batch_file": ("OLE 200 404 404 404, V 200 200 404 404, SDAN 403", "* 405"),
    "batch_line": ("O 404, LEVSDAN 403", "O 404, LEVSDAN 403"),
    "drop_batch": ("* 405", "O 302 404 404 404, LEVSDAN 403"),
    "refresh_batch": ("* 405", "O 302 404 404 404, LEVSDAN 403"),
    "revert_batch": ("* 405", "O 409 404 404 404, LEVSDAN 403"),
    "boards": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "board_workbook": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "freezes": (
        "OLEVSA 200 200 404 404, D 200 404 404 404, N 404",
        "OL 422 422 404 404, EVSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "freeze": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 403", "* 405"),
    "reports": (
        "OLE 200 200 404 404, VSA 403 403 404 404, D 403 404 404 404, N 404",
        "OLE 422 422 404 404, VSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "report_preview": (
        "* 405",
        "OLE 422 422 404 404, VSA 403 403 404 404, D 403 404 404 404, N 404",
    ),
    "form_file": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "work_form": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "work_workbook": ("OLEVSA 200 200 404 404, D 200 404 404 404, N 404", "* 405"),
    "set_language": ("* 302", "* 302"),
    **CAMPAIGN_TABLE,
}  # fmt: skip


@dataclass(frozen=True)
class Visited:
    """The branch and the accounts that look at it."""

    world: World
    users: dict[str, User | None]


@standing(at="2023-02-21 10:00+07:00")
def visited() -> Visited:
    """Make the branch once for all these tests; what they do to it is undone after each request."""
    world = make_world()
    home = world.own.place.state
    users = {
        letter: cast.make_user_with_role(role, home, username=role.value) for letter, role in ROLES.items()
    }
    return Visited(world, {**users, NOBODY: cast.make_user("khongvaitro", unit=home), GUEST: None})


def names(resolver: URLResolver) -> Iterator[str]:
    """Give the name of every address."""
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield str(each.name)
        else:
            yield from names(each)


def arguments(name: str, of: Holding) -> tuple[object, ...]:
    """Give what an address asks for, from the things of a unit."""
    given: dict[str, tuple[object, ...]] = {
        "person": (of.person.pk,), "directive": (of.directive.pk,), "target": (of.target.pk,),
        "batch": (of.batch.key,), "file": (of.file.pk,), "unit": (of.code,),
    }  # fmt: skip
    more = of.more
    named: list[tuple[object, tuple[str, ...]]] = [
        (more.campaign.pk, (
            "campaign", "campaign_gantt", "campaign_judgement", "campaign_workbook", "campaign_plan", "change_campaign",
            "progress_report", "experience_report", "campaign_stages", "campaign_rules", "remove_campaign", "restore_campaign", "add_round", "teams", "found_team",
            "meetings", "hold_meeting", "comments", "lessons", "draw_lessons", "pass_lessons", "surveys", "plan_survey", "findings", "note_finding",
            "chains",
        )),
        (more.round.pk, ("change_round", "enter_units", "remove_round")),
        (more.review.pk, (
            "review", "move_stage", "plan_days", "set_owner", "withdraw_review", "restore_review", "follow_successor",
            "raise_comment", "checklist", "discussion",
        )),
        (more.team.pk, ("team", "change_team", "dissolve_team", "add_member", "team_decision", "team_notice")),
        (more.meeting.pk, ("meeting", "change_meeting", "remove_meeting")),
        (more.comment.pk, ("comment",)),
        (more.lesson.pk, ("lesson", "change_lesson", "withdraw_lesson", "restore_lesson")),
        (more.survey.pk, (
            "survey_report", "survey", "change_survey", "conclude_survey", "remove_survey", "restore_survey", "add_visits",
        )),
        (more.finding.pk, (
            "finding", "change_finding", "withdraw_finding", "restore_finding", "link_finding", "chain_finding",
            "task_from_finding",
        )),
        (more.visit.pk, ("plan_visit", "record_visit", "cancel_visit")),
        (more.item.pk, (
            "work_item", "change_work_item", "report_work", "link_work_item", "remove_work_item", "restore_work_item",
        )),
        (more.batch.key, ("work_batch", "work_batch_file", "work_batch_line", "drop_work_batch", "refresh_work_batch")),
    ]  # fmt: skip
    for key, known in named:
        if name in known:
            return (key,)
    kinds = {
        "invitation": ("x",), "term_cut_off": (of.term.label,), "ledger_line": (of.line,),
        "freeze": (of.freeze.pk,), "position_add": (of.code,), "position_end": (of.code, of.position.pk),
        "role_end": (of.person.pk, of.role.pk), "person_position_end": (of.person.pk, of.position.pk),
        "directive_unlink": (of.directive.pk, of.link.pk),
        "file_attach": given["directive"], "restore_round": (more.campaign.pk, more.round.pk),
        "unlink_finding": (more.finding.pk, more.tie.pk), "unchain_finding": (more.finding.pk, more.chain.pk),
        "change_member": (more.team.pk, more.member.pk), "end_membership": (more.team.pk, more.member.pk),
        **dict.fromkeys(("unit", "unit_change", "unit_split", "unit_dissolve"), given["unit"]),
        **dict.fromkeys(("person", "person_change", "account_add", "account_invite"), given["person"]),
        **dict.fromkeys(("account_switch", "role_give", "person_position_add"), given["person"]),
        **{f"directive{act}": given["directive"] for act in ("", "_change", "_withdraw", "_restore", "_link")},
        **{f"file_{act}": given["file"] for act in ("take", "remove", "purge")},
        **{
            f"{act}target": given["target"] for act in ("", "change_", "adjust_", "remove_", "restore_")
        },
        **dict.fromkeys(("batch", "batch_file", "batch_line"), given["batch"]),
        **{f"{act}_batch": given["batch"] for act in ("drop", "refresh", "revert")},
    }  # fmt: skip
    return kinds.get(name, ())


def address(name: str, of: Holding) -> str:
    """Give the address of a screen about a unit."""
    given = arguments(name, of)
    about = "" if given and name != "term_cut_off" else f"?don-vi={of.code}"
    return reverse(name, args=given) + about


def content(response: HttpResponse | StreamingHttpResponse) -> str:
    """Give the whole answer as text."""
    data = b"".join(response) if isinstance(response, StreamingHttpResponse) else response.content
    return data.decode("utf-8", "replace")


@dataclass(frozen=True)
class Answer:
    """What came: the status, which units' marks were in it, and whether the ledger grew."""

    status: int
    marks: frozenset[str]
    acted: bool


def ask(client: Client, method: str, where: str, world: World) -> Answer:
    """Ask for an address and undo what that did."""
    before = LedgerLine.objects.count()
    with transaction.atomic():
        response = client.post(where) if method == "post" else client.get(where)
        text = content(response)
        acted = LedgerLine.objects.count() != before
        transaction.set_rollback(True)

    return Answer(
        response.status_code, frozenset(each.code for each in world.all if each.mark in text), acted
    )


def units_asked(letter: str, name: str) -> list[int]:
    """Give the places of the units that somebody asks about at an address."""
    if letter not in IN_TURN:
        return [0, 1, 2, 3]
    return [0, 1 + (IN_TURN.index(letter) + list(TABLE).index(name)) % 3]


def answers(visited: Visited, letter: str, name: str, method: str) -> dict[int, Answer]:
    """Ask about the units by their place; where nobody may ask in this way, once is enough."""
    found = {}
    client = browser(visited.users[letter])
    for place in units_asked(letter, name):
        found[place] = ask(client, method, address(name, visited.world.all[place]), visited.world)
        if found[0].status == 405 or letter == GUEST:
            return found
    return found


def expected(row: str) -> dict[str, list[int]]:
    """Read a row of the table: the four status of everybody."""
    groups = [part.split() for part in row.split(", ")]
    known = {
        letter: [int(status) for status in (statuses if len(statuses) == 4 else statuses * 4)]
        for letters, *statuses in groups
        for letter in letters
    }
    return {letter: known.get(letter, known.get("*", [302] * 4)) for letter in EVERYBODY}


def test_every_address_has_a_row_in_the_table() -> None:
    assert sorted(set(names(get_resolver()))) == sorted(TABLE)


def test_each_address_is_asked_about_every_unit_by_those_who_share_the_rest() -> None:
    assert [
        name
        for name in TABLE
        if {place for each in "LEV" for place in units_asked(each, name)} != {0, 1, 2, 3}
    ] == []


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("letter", ASKING)
def test_everybody_gets_what_the_table_says(visited: Visited, letter: str, method: str) -> None:
    seen = {name: answers(visited, letter, name, method) for name in TABLE}
    stated = {
        name: {place: expected(row[METHODS.index(method)])[letter][place] for place in seen[name]}
        for name, row in TABLE.items()
    }
    assert {
        name: {place: each.status for place, each in found.items()} for name, found in seen.items()
    } == stated
    home, above = visited.world.own.code, visited.world.above.code
    reached = {home, above} if letter == "D" else {home, above, visited.world.below.code}
    assert {
        name for name, found in seen.items() if any(each.marks - reached for each in found.values())
    } == set()
    refused = (401, 403, 404, 405, 409, 422)
    assert {
        name
        for name, found in seen.items()
        if any(each.acted and each.status in refused for each in found.values())
    } == set()
    if letter in (NOBODY, GUEST):
        assert {name for name, found in seen.items() if any(each.marks for each in found.values())} == set()


@pytest.mark.parametrize(
    "name", ["position_end", "role_end", "directive_unlink"], ids=["position", "role", "link"]
)
def test_a_thing_of_another_unit_is_not_found_under_an_own_address(visited: Visited, name: str) -> None:
    own, other = visited.world.own, visited.world.beside
    where = reverse(name, args=(arguments(name, own)[0], arguments(name, other)[1]))
    letter = "O" if name == "directive_unlink" else "A"
    assert ask(browser(visited.users[letter]), "post", where, visited.world).status == 404
