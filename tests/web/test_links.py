"""Whatever a page offers is allowed: for every role, links are followed and forms sent from page to page.

Of addresses that differ in nothing but the thing they name, the first few are asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from django.db import connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from lxml import html

from nhiemky.org.models import User
from nhiemky.org.vocab import RoleCode
from tests import cast
from tests.cast_world import World, browser, make_world
from tests.standing import standing

pytestmark = pytest.mark.django_db

START = ("/", "/to-chuc/", "/doi-mat-khau/", "/van-ban/cay/")
# Parameters that only arrange what is shown, and what leads out of the pages
ARRANGING = {"xep", "an", "trang", "chua", "in", "ky", "nam", "bo-nhom", "ve"}
COMES_BACK = {"next", "ve", "csrfmiddlewaretoken"}
SINGLE = re.compile(r"^/(?!to-chuc/).*/\d+/")
REFUSED = {400, 401, 403, 404, 405, 500}
MOST = 700
EACH = 2


@dataclass(frozen=True)
class Fault:
    """Something offered that is refused: on which page, what, with which status."""

    page: str
    offered: str
    status: int


@standing(at="2023-02-21 10:00+07:00")
def world() -> World:
    """Make a branch with one of everything in each unit; what the walks do is undone after each request."""
    return make_world()


def same(address: str) -> str:
    """Give an address without what only arranges the page; a thing says itself which unit it is of."""
    parts = urlsplit(address)
    dropped = ARRANGING | {"don-vi"} if SINGLE.search(parts.path) else ARRANGING
    kept = sorted(pair for pair in parse_qsl(parts.query) if pair[0] not in dropped)
    return parts.path + (f"?{urlencode(kept)}" if kept else "")


def kind(address: str) -> str:
    """Give an address without the things it names: numbers and codes in its path, values of its parameters."""
    parts = urlsplit(address)
    path = re.sub(r"(?<=/)[\w-]*\d[\w-]*(?=/)", "#", parts.path)
    return f"{path}?{'&'.join(sorted({name for name, _ in parse_qsl(parts.query)}))}"


class Asked:
    """Counts what was asked for; tells whether one more of its kind is wanted."""

    def __init__(self, *already: str) -> None:
        self.all, self.kinds = set(already), Counter[str](kind(each) for each in already)

    def wants(self, what: str, like: str) -> bool:
        """Tell whether this was not asked for yet and is among the first of its kind; it counts as asked for then."""
        if what in self.all or self.kinds[like] >= EACH:
            return False
        self.all.add(what)
        self.kinds[like] += 1
        return True


def links(page: str, root: html.HtmlElement) -> Iterator[str]:
    """Give the addresses of our own that a page leads to."""
    for link in root.xpath("//a/@href | //*/@hx-get"):
        address = urljoin(page, str(link))
        if address.startswith("/") and not str(link).startswith("#"):
            yield same(address)


def forms(page: str, root: html.HtmlElement) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Give method, address and what already stands in each form of a page; one for each of its named buttons."""
    for form in root.xpath("//form[.//button[not(@type='button')] or @id = //button/@form]"):
        standing = {str(each.name): str(each.value or "") for each in form.xpath(".//input[@type='hidden']")}
        address = urljoin(page, form.get("action") or page)
        method = (form.get("method") or "get").lower()
        named = form.xpath(".//button[@name]")
        for pressed in [{str(each.get("name")): str(each.get("value", ""))} for each in named] or [{}]:
            yield method, address, {**standing, **pressed}


def asked(client: Client, method: str, address: str, given: dict[str, str]) -> tuple[int, bytes]:
    """Give status and text of an answer, redirections followed, and undo what the request did."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        send = client.post if method == "post" else client.get
        response: HttpResponse | StreamingHttpResponse = send(address, given, follow=True)
        text = b"" if isinstance(response, StreamingHttpResponse) else response.content
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        transaction.set_rollback(True)
    client.cookies = cookies
    return response.status_code, text if is_page else b""


def walked(client: Client) -> tuple[set[str], list[Fault]]:
    """Follow every link and send every form as it stands, from the first pages on; give what was seen and what was refused."""
    waiting = [("", each) for each in START]
    seen, sent, faults = Asked(*START), Asked(), list[Fault]()
    while waiting and len(seen.all) < MOST:
        came, address = waiting.pop()
        status, text = asked(client, "get", address, {})
        if status in REFUSED:
            faults.append(Fault(came, address, status))
        if not text.strip() or status in REFUSED:
            continue
        root = html.fromstring(text.decode("utf-8"))
        posts = [form for form in forms(address, root) if form[0] == "post"]
        gets = {
            same(f"{to.partition('?')[0]}?{urlencode(given)}")
            for how, to, given in forms(address, root)
            if how == "get"
        }
        offered = sorted(set(links(address, root)) | gets)
        waiting += [(address, link) for link in offered if seen.wants(link, kind(link))]
        for method, target, given in posts:
            key = f"{same(target)} {sorted(pair for pair in given.items() if pair[0] not in COMES_BACK)}"
            if sent.wants(
                key, f"{kind(target)} {sorted(given)} {given.get('viec', '')} {given.get('act', '')}"
            ):
                status, _ = asked(client, method, target, given)
                faults += [Fault(address, f"{method} {target}", status)] if status in REFUSED else []
    return seen.all, faults


def account(world: World, role: RoleCode | None, where: str) -> User:
    state = getattr(world, where).place.state
    name = f"{role.value if role else 'khong'}{where}"
    if role is None:
        return cast.make_user(name, unit=state)
    return cast.make_user_with_role(role, state, username=name)


EVERYBODY = [
    *((role, "own") for role in RoleCode),
    (RoleCode.ADMINISTRATOR, "above"),
    (RoleCode.OFFICE, "above"),
    (RoleCode.ADMINISTRATOR, "below"),
]
# On PostgreSQL the pages are the same; one walk shows that it answers them.
WALKING = EVERYBODY if connection.vendor == "sqlite" else [(RoleCode.ADMINISTRATOR, "above")]


@pytest.mark.parametrize(("role", "where"), WALKING, ids=lambda each: getattr(each, "value", each))
def test_whatever_is_offered_is_allowed(world: World, role: RoleCode, where: str) -> None:
    with transaction.atomic():
        seen, faults = walked(browser(account(world, role, where)))
        transaction.set_rollback(True)
    assert faults == []
    paths = {urlsplit(each).path for each in seen}
    assert {"/to-chuc/", "/van-ban/", "/chi-tieu/", "/tong-quan/"} <= paths
    assert len(seen) < MOST


def test_a_walk_finds_what_is_refused(world: World, client: Client) -> None:
    """The walk itself: somebody without a role is led from every first page to a refusal, and said to be."""
    with transaction.atomic():
        _seen, faults = walked(browser(account(world, None, "own")))
        transaction.set_rollback(True)
    assert {(fault.offered, fault.status) for fault in faults} == {
        ("/", 403), ("/?nhiem-ky=2020-2025", 403), ("/to-chuc/", 403), ("/van-ban/cay/", 403),
    }  # fmt: skip
