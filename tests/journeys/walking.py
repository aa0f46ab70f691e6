"""How people walk through the screens of a campaign in a browser: forms filled by the names of their fields, and what is then said."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from nhiemky.campaign.models import Campaign, LessonLine, Review, Round, StageMove, Team
from nhiemky.org.models import UnitState
from nhiemky.registry.models import Directive


def field(page: Page, name: str) -> Locator:
    """Give the first field of a name on the page."""
    return page.locator(f"main [name='{name}']").first


def fill(page: Page, **values: str | tuple[str, ...]) -> None:
    """Fill fields by name in the way their kind asks for; of boxes of one name those of the values, and no others."""
    for name, value in values.items():
        if isinstance(value, tuple):
            for box in page.locator(f"main [name='{name}']").all():
                box.set_checked(box.get_attribute("value") in value)
            continue
        at = field(page, name)
        if at.evaluate("one => one.tagName") == "SELECT":
            at.select_option(value)
        else:
            at.fill(value)


def click(page: Page, what: Locator) -> None:
    """Click what leads to another page, and wait for that page."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        what.click()


def press(page: Page, name: str) -> None:
    """Press the button of that name and wait for the page that follows."""
    click(page, page.locator("main").get_by_role("button", name=name, exact=True).first)


def send(page: Page) -> None:
    """Press the main button of the form and wait for the page that follows."""
    click(page, page.locator("main .form-actions button.btn-primary").last)


def follow(page: Page, name: str) -> None:
    """Follow the link of that name and wait for the page that it leads to."""
    click(page, page.locator("main").get_by_role("link", name=name, exact=True).first)


def said(page: Page, words: str) -> None:
    """Hold when a message of the page says so."""
    expect(page.locator(".alert-success").filter(has_text=words).first).to_be_visible()


def shown(page: Page, *words: str) -> None:
    """Hold when the page shows all of this."""
    for each in words:
        expect(page.locator("main")).to_contain_text(each)


def at(page: Page, address: str, *words: str) -> Page:
    """Go to an address and hold when the page shows all of this."""
    page.goto(address, wait_until="domcontentloaded")
    shown(page, *words)
    return page


def move(page: Page, stage: str, day: str, reason: str = "") -> None:
    """Move the review whose page is open to a stage, in the form beside its stages."""
    fill(page, stage=stage, on=day, reason=reason)
    press(page, "Chuyển giai đoạn")


def stages(review: Review) -> list[str]:
    """Give the stages that a review was moved to, in order."""
    rows = StageMove.objects.filter(review=review).order_by("sequence")
    return [str(each) for each in rows.values_list("stage", flat=True)]


def take(page: Page, name: str, folder: Path) -> Path:
    """Take the file that a link or button of that name gives."""
    with page.expect_download() as coming:
        page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def register(page: Page, symbol: str, day: str, issuer: str, implements: str = "") -> Directive:
    """Enter a plan in the register, implementing another where one is named."""
    page.goto("/van-ban/them/")
    fill(page, type="ke_hoach", symbol=symbol, issuer_name=issuer, issued_on=day)
    fill(page, excerpt="Sơ kết giữa nhiệm kỳ thực hiện nghị quyết đại hội đảng bộ các cấp")
    press(page, "Vào sổ")
    said(page, symbol)
    row = Directive.objects.get(symbol=symbol)
    if implements:
        page.goto(f"/van-ban/{row.pk}/noi/")
        fill(page, kind="implements", earlier=str(Directive.objects.get(symbol=implements).pk))
        press(page, "Nối")
        shown(page, implements)
    return row


def draw_up(page: Page, name: str, day: str, paper: Directive, **windows: str) -> Campaign:
    """Draw up a campaign by the template: look at the days first, then keep it."""
    page.goto("/dot-so-ket/lap/")
    fill(page, name=name, begun_on=day, directive=str(paper.pk))
    above = Campaign.objects.first()
    fill(page, **windows, **({"parent": str(above.pk)} if above else {}))
    press(page, "Xem trước các mốc")
    shown(page, "Các mốc tính ra")
    press(page, "Lập đợt sơ kết")
    said(page, "Đã lập đợt sơ kết.")
    return Campaign.objects.get(name=name)


def enter(page: Page, part: Round, units: list[UnitState], conference: str) -> list[Review]:
    """Let units take part in a round, with the day of their conference."""
    page.goto(f"/vong/{part.pk}/don-vi/")
    ids = tuple(str(each.unit_id) for each in units)
    fill(page, on="28-9-2022", conference_on=conference, units=ids)
    press(page, "Đưa vào vòng")
    said(page, f"Đã đưa {len(units)} đơn vị vào vòng “{part.name}”.")
    return list(Review.objects.filter(round=part).order_by("pk"))


def freeze(page: Page, day: str) -> None:
    """Freeze the figures of one's own unit at a day."""
    page.goto("/so-lieu-chot/")
    fill(page, cut_off=day, label="Sơ kết giữa nhiệm kỳ")
    press(page, "Chốt số liệu")
    page.wait_for_url(re.compile(r"/so-lieu-chot/\d+/"))


def answer(page: Page, review: Review, day: str) -> None:
    """Answer every lesson passed to a unit."""
    page.goto(f"/so-ket/{review.pk}/bai-hoc/")
    for number, line in enumerate(LessonLine.objects.filter(review=review).order_by("pk"), start=1):
        key = f"d{line.pk}"
        fill(page, **{f"{key}-applied": "yes", f"{key}-text": "Đã làm theo", f"{key}-on": day})
        page.locator(f"#bai-{line.pk} button.btn-primary").click()
        shown(page, f"Đã trả lời {number}/2 bài học")


def found_team(page: Page, review: Review, kind: str, name: str) -> Team:
    """Found a team of the unit of a review and name its head."""
    page.goto(f"/dot-so-ket/{review.round.campaign_id}/to/lap/")
    fill(page, kind=kind, name=name, holder=str(review.unit_id), founded_on="3-10-2022", task="Giúp việc")
    press(page, "Thành lập tổ")
    row = Team.objects.get(name=name)
    page.goto(f"/to/{row.pk}/thanh-vien/")
    fill(page, full_name="Võ Hoàng Ơn", title="Phó Trưởng Ban Tổ chức", rank="head", on="3-10-2022")
    send(page)
    said(page, "Võ Hoàng Ơn")
    return row


def discuss(page: Page, review: Review) -> None:
    """Take over everything that is proposed for discussion."""
    at(page, f"/so-ket/{review.pk}/goi-y-thao-luan/", "chỉ tiêu đạt thấp", "hạn chế do nguyên nhân chủ quan")
    fill(page, on="10-3-2023")
    page.locator("main button[name='lam'][value='lay-het']").click()
    said(page, "nội dung gợi ý thảo luận.")


def issue(page: Page, address: str, day: str, folder: Path) -> Path:
    """Take out a paper as a Word file, dated on a day."""
    page.goto(address)
    fill(page, day=day)
    with page.expect_download() as coming:
        page.locator("main").get_by_role("button", name="Xuất văn bản", exact=True).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path
