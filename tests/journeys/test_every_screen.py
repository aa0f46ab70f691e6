"""Every screen with the scenario's data: nothing bars anybody, nothing is wider than a phone, all is reached by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from nhiemky.campaign.models import Campaign, Comment, Finding, Lesson, Meeting, Review, Survey, Team
from nhiemky.intake.models import Batch
from nhiemky.org.models import Person, User
from nhiemky.registry.models import Directive
from nhiemky.scenario.loader import load
from nhiemky.targets.models import Freeze, Target
from nhiemky.work.models import WorkItem
from tests.cast_boards import let_freezes_go
from tests.journeys.conftest import NARROW, WIDE, SignIn, faults, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFICE, DISTRICT, KEEPER = "vanphong.ttt", "vanphong.mcb", "quantri"


@pytest.fixture
def scenario(live_server: LiveServer) -> Iterator[None]:
    load(now=timezone.now())
    yield
    let_freezes_go()


def user(username: str) -> User:
    return User.objects.get(username=username)


def screens() -> dict[str, tuple[str, ...]]:
    """Give the addresses by the account that looks at them."""
    target = Target.objects.get(unit__code="28927", number="21").pk
    directive = Directive.objects.filter(holder__code="838").latest("pk").pk
    frozen = Freeze.objects.filter(unit__code="28927").latest("cut_off").pk
    person = Person.objects.filter(keeper__code="28927").earliest("pk").pk
    return {
        OFFICE: (
            "/tong-quan/", "/chi-tieu/", f"/chi-tieu/{target}/", f"/chi-tieu/{target}/sua/", "/nhap-lieu/",
            "/nhap-lieu/?ky=quy", "/nhap-lieu/xac-nhan/", "/tai-tep/", f"/tai-tep/{Batch.objects.get().key}/",
            "/so-lieu-chot/", f"/so-lieu-chot/{frozen}/", "/bao-cao/", "/nhat-ky/", "/khong-co/",
        ),
        DISTRICT: (
            "/tong-quan/", "/bang-theo-doi/", "/bang-theo-doi/?phan=nhiet", "/bang-theo-doi/?phan=chi-tieu",
            "/bang-theo-doi/?phan=linh-vuc", "/bang-theo-doi/?phan=thap", "/bang-theo-doi/?phan=nhiet&muc=under_50",
            "/van-ban/", f"/van-ban/{directive}/", "/van-ban/cay/",
        ),
        KEEPER: (
            "/to-chuc/", "/to-chuc/28927/", "/can-bo/", f"/can-bo/{person}/", "/nhat-ky/", "/nhat-ky/200/", "/tim/?q=tan",
        ),
    }  # fmt: skip


def campaign_screens() -> tuple[str, ...]:
    """Give the addresses of the district's campaign, of one review in it and of one thing of each kind."""
    campaign = Campaign.objects.filter(holder__code="838").latest("pk")
    pilot, review = (
        Review.objects.get(round__campaign=campaign, unit__code=code) for code in ("28927", "838")
    )
    of = f"/dot-so-ket/{campaign.pk}/"
    parts = (
        "",
        "bieu-do/",
        "danh-gia/",
        "ke-hoach/",
        "giai-doan/",
        "cach-danh-gia/",
        "to/",
        "to/lap/",
        "cuoc-hop/",
        "cuoc-hop/ghi/",
        "gop-y/",
        "bai-hoc/",
        "bai-hoc/rut/",
        "bai-hoc/chuyen/",
        "khao-sat/",
        "khao-sat/lap/",
        "phat-hien/",
        "phat-hien/ghi/",
        "chuoi/",
    )
    single = (
        f"/to/{Team.objects.filter(campaign=campaign).earliest('pk').pk}/",
        f"/cuoc-hop/{Meeting.objects.filter(review=pilot).earliest('pk').pk}/",
        f"/gop-y/{Comment.objects.filter(review=pilot).earliest('pk').pk}/",
        f"/bai-hoc/{Lesson.objects.filter(campaign=campaign).earliest('pk').pk}/",
        f"/khao-sat/{Survey.objects.filter(campaign=campaign).earliest('pk').pk}/",
        f"/phat-hien/{Finding.objects.filter(campaign=campaign).earliest('pk').pk}/",
    )
    own = tuple(
        f"/so-ket/{review.pk}/{part}"
        for part in ("", "chuyen-giai-doan/", "ngay-ke-hoach/", "bai-hoc/", "goi-y-thao-luan/")
    )
    further = (f"/vong/{review.round_id}/don-vi/", f"/so-ket/{pilot.pk}/")
    return tuple(
        f"{address}?den=24-3-2023" for address in (*(of + part for part in parts), *own, *further, *single)
    )


def work_screens() -> tuple[str, ...]:
    """Give the addresses of the office's own work items."""
    item = WorkItem.objects.filter(unit__code="838").earliest("pk").pk
    one = tuple(f"/dau-cong-viec/{item}/{part}" for part in ("", "sua/", "bao-cao/"))
    return ("/dau-cong-viec/", "/dau-cong-viec/them/", "/dau-cong-viec/tai-tep/", *one)


def barred(sign_in: SignIn, username: str, addresses: tuple[str, ...]) -> dict[str, list[str]]:
    """Give what is wrong with pages, by address: on a desk everything, on a phone what is too wide; or that none came."""
    page, found = sign_in(user(username)), {}
    for address in addresses:
        page.set_viewport_size(WIDE)
        came = page.goto(address)
        missing = [f"status {came.status}"] if came and came.status != 200 else []
        wrong = [*missing, *faults(page)]
        page.set_viewport_size(NARROW)
        found[address] = [*wrong, *too_wide(page)]
    return {address: wrong for address, wrong in found.items() if wrong}


def test_every_screen_of_the_campaign_bars_nobody(sign_in: SignIn, scenario: None) -> None:
    assert barred(sign_in, DISTRICT, (*campaign_screens(), *work_screens())) == {}


def test_every_screen_bars_nobody_and_fits_the_window(sign_in: SignIn, scenario: None) -> None:
    found = {username: barred(sign_in, username, addresses) for username, addresses in screens().items()}
    refused = {"/nhat-ky/": ["status 403"], "/khong-co/": ["status 404"]}
    assert found == {OFFICE: refused, DISTRICT: {}, KEEPER: {}}


@dataclass(frozen=True)
class Stop:
    """Where the focus stands: its place among all elements of the page, what it is, whether one sees it."""

    place: int
    name: str
    seen: bool


STOP = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  const inside = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { place: [...document.querySelectorAll("*")].indexOf(at), name: `${at.tagName} ${(at.ariaLabel || at.textContent || at.name || "").trim().slice(0, 40)}`, seen: marked && inside };
}"""
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((one) =>
  one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.checkVisibility({ visibilityProperty: true })
  && !(one.type === "radio" && !one.checked)).length"""


def walked(page: Page) -> list[Stop]:
    """Press Tab from the top of the page until the focus leaves it, and give every stop."""
    page.evaluate("document.activeElement.blur()")
    stops: list[Stop] = []
    for _ in range(page.evaluate(STOPS) + 5):
        page.keyboard.press("Tab")
        stop = Stop(**page.evaluate(STOP))
        if stop.name.startswith(("BODY", "HTML")) or (stops and stop == stops[0]):
            break
        stops.append(stop)
    return stops


WALKS = (
    (OFFICE, "/tong-quan/"), (OFFICE, "/nhap-lieu/"), (OFFICE, "/tai-tep/"), (OFFICE, "/so-lieu-chot/"),
    (OFFICE, "/bao-cao/"), (DISTRICT, "/bang-theo-doi/"), (DISTRICT, "/van-ban/"),
)  # fmt: skip


def test_screens_are_walked_by_keyboard_from_top_to_end(sign_in: SignIn, scenario: None) -> None:
    pages = {username: sign_in(user(username)) for username in (OFFICE, DISTRICT)}
    for username, address in WALKS:
        page = pages[username]
        page.goto(address)
        stops = walked(page)
        assert stops[0].name == "A Đến nội dung chính", address
        assert [stop for stop in stops if not stop.seen] == [], address
        places = [stop.place for stop in stops]
        assert places == sorted(places), address
        assert len(places) == page.evaluate(STOPS), address
