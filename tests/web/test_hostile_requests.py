"""Requests that nobody's browser would send, and files that no office should: each gets a clear answer, and nothing is lost."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from lxml import html

from nhiemky.history.queries import verify
from nhiemky.intake.models import Batch
from nhiemky.org.models import User
from nhiemky.org.vocab import RoleCode
from nhiemky.targets.models import Observation, Target
from tests import cast
from tests.cast_intake import form_row, make_form
from tests.cast_world import World, browser, make_world
from tests.samples import broken
from tests.samples.office import table
from tests.standing import standing

pytestmark = pytest.mark.django_db

HUGE = "9" * 31
SCRIPT = "<script>alert(1)</script>"


@dataclass(frozen=True)
class Stage:
    """The branch, and somebody who may do nearly everything in it."""

    world: World
    user: User


@standing(at="2023-02-21 10:00+07:00")
def stage() -> Stage:
    """Make the branch, whose every text is hostile, once for all these tests."""
    world = make_world(lambda code: f'{SCRIPT}"><img src=x onerror=alert({code[-3:]})>')
    user = cast.make_user_with_role(RoleCode.ADMINISTRATOR, world.above.place.state, username="tatca")
    for code in (RoleCode.OFFICE, RoleCode.LEADER):
        for place in (world.above.place, world.own.place):
            cast.give(user, code, place.unit)
    return Stage(world, user)


@pytest.fixture
def client(stage: Stage) -> Client:
    """Give a browser that sees faults as pages, as people would."""
    return browser(stage.user, failing=False)


def said(response: HttpResponse) -> str:
    """Give the words of a page."""
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


LISTS = (
    "overview",
    "targets",
    "entry",
    "boards",
    "freezes",
    "organisation",
    "directives",
    "people",
    "ledger",
    "search",
)
PARAMETERS = (
    "den=31-2-2023", "den=0001-01-01", "den=31-12-9999", "den=%00", "xep=khong-co", "xep=--", "trang=-1",
    f"trang={HUGE}", "trang=%D9%A1", "an=tat-ca", "bo-nhom=%3Cscript%3E", "loc=x", "q=%00", "q=" + "a" * 5000,
    "q=%25_%5C", "ky=x&nam=x", "ky=thang&nam=99999999999", "phan=x", "year=" + HUGE, "since=9999-12-31", "%00=%00",
)  # fmt: skip


@pytest.mark.parametrize("asked", PARAMETERS, ids=lambda text: text[:24])
def test_parameters_that_mean_nothing_leave_the_page_standing(
    client: Client, stage: Stage, asked: str
) -> None:
    answers = {name: client.get(f"{reverse(name)}?{asked}&don-vi=28927").status_code for name in LISTS}
    assert {name: status for name, status in answers.items() if status not in (200, 404, 422)} == {}
    if not asked.startswith(("den=", "bo-nhom=")):
        assert answers == dict.fromkeys(LISTS, 200)


@pytest.mark.parametrize("asked", ["don-vi=x", "don-vi=%00", "nhiem-ky=x", "nhiem-ky=%00"])
def test_a_unit_or_term_that_is_not_there_is_said_to_be_not_there(client: Client, asked: str) -> None:
    answers = {name: client.get(f"{reverse(name)}?{asked}").status_code for name in LISTS}
    assert answers == dict.fromkeys(LISTS, 404)


@pytest.mark.parametrize("name", ["person", "directive", "target", "freeze", "ledger_line", "unit", "batch"])
@pytest.mark.parametrize(
    "id",
    ["0", "-1", HUGE, "%D9%A1", "..", "%2e%2e%2fetc", "%00", "1'%20OR%201=1", "x" * 300],
    ids=lambda text: text[:9],
)
def test_ids_that_are_not_there_are_not_found(client: Client, stage: Stage, name: str, id: str) -> None:
    held = stage.world.own
    known = {"unit": held.code, "batch": held.batch.key, "ledger_line": held.line}
    things = {
        "person": held.person,
        "directive": held.directive,
        "target": held.target,
        "freeze": held.freeze,
    }
    own = str(known.get(name) or things[name].pk)
    response = client.get(reverse(name, args=(own,)).replace(own, id))
    assert response.status_code == (200 if id == ".." and response.status_code == 200 else 404)
    assert "Traceback" not in response.content.decode()


FORMS = {"target": "add_target", "directive": "directive_add", "person": "person_add", "unit": "unit_add"}
TEXTS = ("\x00", SCRIPT, "9" * 400, "NaN", "-1e400", "٣", "x" * 6_000_000, "%ED%A0%80")


@pytest.mark.parametrize("name", FORMS.values())
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:9]))
def test_forms_full_of_nonsense_are_shown_again(client: Client, name: str, text: str) -> None:
    where = f"{reverse(name)}?don-vi=28927"
    page = html.fromstring(client.get(where).content.decode())
    fields = {str(each.get("name")): text for each in page.xpath("//main//*[@name]")}
    lines = Target.objects.count()
    response = client.post(where, fields)
    assert response.status_code == (413 if len(text) > 1000 else 422)
    assert SCRIPT not in response.content.decode()
    assert Target.objects.count() == lines


BODIES = (
    ('{"so": 1}', "application/json"),
    ("--x\r\nhỏng", "multipart/form-data; boundary=x"),
    ("x", "multipart/form-data"),
    ("&".join(f"f{number}=1" for number in range(13_000)), "application/x-www-form-urlencoded"),
)  # fmt: skip


@pytest.mark.parametrize(("body", "kind"), BODIES, ids=["json", "torn", "unbound", "many"])
@pytest.mark.parametrize(
    "name", ["add_target", "intake", "save_entry", "confirm_figures", "sign_in", "freezes"]
)
def test_bodies_that_are_no_form_are_answered_in_words(
    client: Client, name: str, body: str, kind: str
) -> None:
    response = client.post(f"{reverse(name)}?don-vi=28927", data=body, content_type=kind)
    assert response.status_code in (200, 302, 400, 413, 415, 422)
    assert "Traceback" not in response.content.decode()


UPLOADS = {
    "not a workbook": (b"xin chao", "a.xlsx"),
    "wrong extension": (b"%PDF-1.7", "a.pdf"),
    "encrypted": (broken.encrypted(), "a.xlsx"),
    "old format": (broken.old_format(), "a.xls"),
    "macros": (broken.repacked(xl__vbaProject_bin=b"\xd0\xcf\x11\xe0"), "a.xlsm"),
    "zip bomb": (broken.zip_bomb(), "a.xlsx"),
    "entities": (broken.with_entities(), "a.xlsx"),
    "million rows": (broken.million_rows(), "a.xlsx"),
    "16384 columns": (broken.widest_row(), "a.xlsx"),
    "empty": (b"", "a.xlsx"),
    "cut": (broken.good()[:500], "a.xlsx"),
}


def upload(client: Client, data: bytes, name: str) -> HttpResponse:
    """Bring a file as the page of files does."""
    return client.post(f"{reverse('intake')}?don-vi=28927", {"file": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize("what", UPLOADS)
def test_files_that_cannot_be_read_are_refused_in_words(client: Client, what: str) -> None:
    batches = Batch.objects.count()
    response = upload(client, *UPLOADS[what])
    assert response.status_code == 422
    assert html.fromstring(response.content.decode()).xpath("//*[contains(@class, 'error-summary')]//li")
    assert Batch.objects.count() == batches


HEADER = ("TT", "Chỉ tiêu", "ĐVT", "Nghị quyết", "Thực hiện 2022")
CELLS = ("=1+1", "#DIV/0!", "NaN", "9" * 400, "31/12/2022", SCRIPT)


@pytest.mark.parametrize("cell", CELLS, ids=lambda text: text[:8])
def test_cells_that_are_no_figures_are_problems_of_their_own(client: Client, stage: Stage, cell: str) -> None:
    figures = Observation.objects.count()
    response = upload(client, table(HEADER, (1, "Số đảng viên kết nạp", "người", 60, cell)), "a.xlsx")
    assert response.status_code == 302
    page = client.get(response.headers["Location"])
    assert page.status_code == 200
    assert "E2" in said(page)
    assert SCRIPT not in page.content.decode()
    assert Observation.objects.count() == figures


@pytest.mark.parametrize(("code", "term"), [("28933", "2020-2025"), ("28927", "2025-2030")])
def test_a_file_of_another_unit_or_term_is_shown_but_never_written(
    client: Client, stage: Stage, code: str, term: str
) -> None:
    response = upload(client, make_form(stage.world.own.place, code=code, term=term), "a.xlsx")
    page = client.get(response.headers["Location"])
    assert "Tệp này không nhập được" in said(page)
    figures = Observation.objects.count()
    assert client.post(response.headers["Location"]).status_code == 422
    assert Observation.objects.count() == figures


def test_a_file_twice_and_a_target_twice_change_nothing_twice(client: Client, stage: Stage) -> None:
    row = form_row("7", {"2022": Decimal(5)}, name="Số hợp tác xã")
    first = upload(client, make_form(stage.world.own.place, row), "a.xlsx").headers["Location"]
    assert client.post(first).status_code == 302
    figures = Observation.objects.count()
    assert client.post(first).status_code in (302, 409, 422)
    upload(client, make_form(stage.world.own.place, row), "a.xlsx")
    twice = upload(client, make_form(stage.world.own.place, row, row), "b.xlsx").headers["Location"]
    assert "trùng" in said(client.get(twice)).lower()
    assert Observation.objects.count() == figures


def test_hostile_names_are_never_markup_on_any_page(client: Client, stage: Stage) -> None:
    of = stage.world.own
    single = {
        "target": of.target.pk, "person": of.person.pk, "directive": of.directive.pk, "freeze": of.freeze.pk,
        "batch": of.batch.key, "ledger_line": of.line, "unit": of.code, "change_target": of.target.pk,
        "remove_target": of.target.pk, "role_give": of.person.pk, "unit_change": of.code, "unit_split": of.code,
        "directive_change": of.directive.pk, "directive_link": of.directive.pk, "file_purge": of.file.pk,
    }  # fmt: skip
    places = [reverse(name) for name in (*LISTS, "intake", "reports", "confirm_figures", "directive_forest")]
    places += [reverse(name, args=(id,)) for name, id in single.items()]
    for part in ("nhiet", "chi-tieu", "linh-vuc", "thap"):
        places.append(f"{reverse('boards')}?phan={part}")
    raw = {}
    for where in places:
        response = client.get(f"{where}{'&' if '?' in where else '?'}don-vi=28927&q=")
        text = response.content.decode()
        assert response.status_code == 200, where
        raw[where] = SCRIPT in text or "<img src=x" in text
    assert {where for where, found in raw.items() if found} == set()


def test_texts_that_look_like_formulas_stay_texts_in_excel(client: Client) -> None:
    row = {"full_name": "=HYPERLINK(0)", "keeper": "28927"}
    assert client.post(reverse("person_add"), row).status_code == 302
    data = b"".join(client.get(f"{reverse('people')}?xuat=xlsx"))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        assert b"=HYPERLINK(0)" in book.read("xl/sharedStrings.xml")


def test_signing_in_gives_a_new_session_and_leads_nowhere_else(stage: Stage) -> None:
    with transaction.atomic():
        user = cast.make_user_with_role(RoleCode.OFFICE, stage.world.own.place.state, username="moi")
        visitor = browser(None, failing=False)
        visitor.cookies["sessionid"] = "a" * 32
        given = {"username": user.username, "password": cast.PASSWORD, "next": "//evil.example/x"}
        response = visitor.post(reverse("sign_in"), given)
        assert (response.status_code, response.headers["Location"]) == (302, "/")
        assert visitor.cookies["sessionid"].value not in ("", "a" * 32)
        transaction.set_rollback(True)


def test_a_foreign_form_and_a_foreign_host_are_refused(stage: Stage) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    with transaction.atomic():
        strict.force_login(stage.user)
        refused = strict.post(f"{reverse('submit_figures')}?don-vi=28927")
        assert (refused.status_code, "Biểu đã hết hạn" in said(refused)) == (403, True)
        with override_settings(ALLOWED_HOSTS=["localhost"]):
            assert strict.get("/", headers={"host": "evil.example"}).status_code == 400
        transaction.set_rollback(True)


def test_the_ledger_holds_after_all_of_this(stage: Stage) -> None:
    assert verify().ok
