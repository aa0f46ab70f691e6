"""The whole campaign in a real browser, from the province's plan to the district's readiness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from nhiemky.campaign.models import (
    Campaign,
    Comment,
    Finding,
    Lesson,
    LessonLine,
    Review,
    Round,
    Survey,
    Team,
    Visit,
)
from nhiemky.history.queries import verify
from nhiemky.kernel.documents.inspect import check, inspect
from nhiemky.kernel.documents.profiles import HD36
from nhiemky.org.models import Term
from nhiemky.org.vocab import RoleCode
from nhiemky.work.models import WorkItem
from tests.cast import Tree, make_term, make_tree, make_user_with_role
from tests.cast_boards import let_freezes_go, place_of
from tests.cast_targets import make_target, record
from tests.journeys.conftest import SignIn
from tests.journeys.walking import (
    answer,
    at,
    discuss,
    draw_up,
    enter,
    fill,
    follow,
    found_team,
    freeze,
    issue,
    move,
    press,
    register,
    said,
    send,
    shown,
    stages,
    take,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

END = "den=17-4-2023&nhiem-ky=2020-2025"


@dataclass
class Desk:
    """The people of the campaign, each in a window that looks at 17 April 2023."""

    province: Page
    district: Page
    overseer: Page
    pilot: Page
    second: Page


@pytest.fixture
def tree(live_server: LiveServer) -> Tree:
    make_term("2020-2025", cut_off=date(2023, 3, 31))
    return make_tree()


@pytest.fixture
def desk(tree: Tree, sign_in: SignIn) -> Iterator[Desk]:
    """The people; of the pilot, the second commune and the district figures are kept, those of the second are low."""
    term = Term.objects.get()
    for where, reached in ((tree.commune, 70), (tree.second, 20), (tree.district, 65)):
        place = place_of(where)
        record(place, make_target(place, term), reached, confirmed=True)
    roles = {
        "province": (RoleCode.OFFICE, tree.province),
        "district": (RoleCode.OFFICE, tree.district),
        "overseer": (RoleCode.OVERSEER, tree.district),
        "pilot": (RoleCode.OFFICE, tree.commune),
        "second": (RoleCode.OFFICE, tree.second),
    }
    pages = {}
    for name, (role, where) in roles.items():
        pages[name] = sign_in(make_user_with_role(role, where, username=f"nguoi-{name}"))
        pages[name].goto(f"/dot-so-ket/?{END}")
    yield Desk(**pages)
    let_freezes_go()


def draw_up_both(desk: Desk) -> Campaign:
    """The province registers its plan and draws up its campaign; the district does so below it."""
    above = register(desk.province, "163-KH/TU", "8-9-2022", "Tỉnh ủy Bến Tre")
    window = {"province_from": "4-5-2023", "province_to": "31-5-2023"}
    draw_up(desk.province, "Sơ kết của Đảng bộ tỉnh", "8-9-2022", above, **window)
    own = register(desk.district, "165-KH/HU", "28-9-2022", "Huyện ủy Mỏ Cày Bắc", "163-KH/TU")
    windows = {
        "pilot_from": "13-2-2023", "pilot_to": "28-2-2023", "grassroots_from": "1-3-2023",
        "grassroots_to": "31-3-2023", "district_from": "3-4-2023", "district_to": "28-4-2023",
    }  # fmt: skip
    campaign = draw_up(desk.district, "Sơ kết của Đảng bộ huyện", "28-9-2022", own, **windows)
    shown(desk.district, "165-KH/HU", "Sơ kết của Đảng bộ tỉnh")
    return campaign


@dataclass(frozen=True)
class Reviews:
    """The reviews of the campaign: the pilot, the others, the district's own."""

    campaign: Campaign
    pilot: Review
    second: Review
    third: Review
    own: Review

    @property
    def of(self) -> str:
        return f"/dot-so-ket/{self.campaign.pk}/"


@pytest.fixture
def reviews(desk: Desk, tree: Tree) -> Reviews:
    """The campaign as the province and the district draw it up, with everybody in it."""
    campaign = draw_up_both(desk)
    first, rest, last = Round.objects.filter(campaign=campaign).order_by("position")
    page = desk.district
    (pilot,) = enter(page, first, [tree.commune], "21-2-2023")
    second, third = enter(page, rest, [tree.second, tree.third], "22-3-2023")
    (own,) = enter(page, last, [tree.district], "20-4-2023")
    return Reviews(campaign, pilot, second, third, own)


def survey(desk: Desk, reviews: Reviews, tree: Tree) -> Finding:
    """Plan a survey of a commune and a sector, visit both, and note what leads from a limitation to a new task."""
    page = desk.district
    team = found_team(page, reviews.own, "survey", "Đoàn khảo sát")
    page.goto(f"{reviews.of}khao-sat/lap/")
    fill(page, name="Khảo sát việc thực hiện nghị quyết", planned_on="3-10-2022", starts_on="10-10-2022")
    fill(
        page, ends_on="28-2-2023", team=str(team.pk), units=(str(tree.second.unit_id),), sectors="Ngành Y tế"
    )
    press(page, "Lập kế hoạch")
    said(page, "Đã lập kế hoạch khảo sát.")
    for visit in Visit.objects.order_by("position"):
        page.goto(f"/noi-khao-sat/{visit.pk}/ket-qua/")
        fill(page, visited_on="20-2-2023", outcome="Thu nhập còn thấp")
        send(page)
        page.wait_for_load_state()
    at(page, f"/khao-sat/{Survey.objects.get().pk}/", "1/1")
    page.goto(f"{reviews.of}phat-hien/ghi/")
    visit = str(Visit.objects.order_by("position")[0].pk)
    fill(
        page, kind="limitation", unit=str(tree.second.unit_id), text="Thu nhập còn thấp", noted_on="21-2-2023"
    )
    fill(page, source="survey", visit=visit)
    send(page)
    follow(page, "Ghi nguyên nhân")
    fill(
        page,
        cause="subjective",
        text="Chỉ đạo chưa quyết liệt",
        noted_on="21-2-2023",
        source="survey",
        visit=visit,
    )
    send(page)
    at(page, f"{reviews.of}chuoi/", "Nguyên nhân chưa có giải pháp", "Chỉ đạo chưa quyết liệt")
    return Finding.objects.get(kind="cause")


def prepare_pilot(desk: Desk, reviews: Reviews) -> None:
    """Bring the pilot to its working session, where a comment is made; the comment holds it back until it is settled."""
    page = desk.district
    page.goto(f"/so-ket/{reviews.pilot.pk}/phu-trach/")
    fill(page, name="Nguyễn Thanh Ấn, Bí thư", on="13-12-2022")
    send(page)
    shown(page, "Nguyễn Thanh Ấn, Bí thư")
    page = at(desk.pilot, f"/so-ket/{reviews.pilot.pk}/", "Lập kế hoạch")
    for stage, day in (("planned", "13-12-2022"), ("preparing", "27-12-2022"), ("assessed", "17-1-2023")):
        move(page, stage, day)
        said(page, "đã chuyển sang giai đoạn")
    meet(desk.overseer, reviews)
    page.reload()
    move(page, "commented", "3-2-2023")
    move(page, "ready", "15-2-2023")
    shown(page, "đã tiếp thu, giải trình hết các góp ý", "đã chốt số liệu chỉ tiêu")
    assert stages(reviews.pilot)[-1] == "commented"


def meet(page: Page, reviews: Reviews) -> None:
    """The task group meets the pilot's committee and makes a comment."""
    page.goto(f"{reviews.of}cuoc-hop/ghi/")
    fill(
        page,
        review=str(reviews.pilot.pk),
        kind="preparation",
        held_on="2-2-2023",
        visitors="Thường trực Huyện ủy",
    )
    fill(page, preparation_grade="good", preparation="Kịp tiến độ")
    fill(page, **{"d0-text": "Bổ sung số liệu thu nhập", "d0-about": "figures", "d0-addressee": "Văn phòng"})
    fill(page, **{"d0-due_on": "10-2-2023"})
    press(page, "Ghi cuộc họp")
    said(page, "Đã ghi cuộc họp.")


def settle(desk: Desk) -> None:
    """The pilot answers the comment, the task group accepts the answer."""
    address = f"/gop-y/{Comment.objects.get().pk}/"
    desk.pilot.goto(address)
    fill(desk.pilot, text="Đã bổ sung tại trang 3", on="6-2-2023")
    desk.pilot.locator("main button[name='act'][value='answer']").click()
    shown(desk.pilot, "Đã bổ sung tại trang 3")
    desk.overseer.goto(address)
    fill(desk.overseer, on="7-2-2023")
    desk.overseer.locator("main button[name='act'][value='accept']").click()
    said(desk.overseer, "đã chấp nhận")


def hold_pilot(desk: Desk, reviews: Reviews) -> None:
    """The pilot becomes ready and holds its conference."""
    settle(desk)
    freeze(desk.pilot, "14-2-2023")
    page = at(desk.pilot, f"/so-ket/{reviews.pilot.pk}/")
    move(page, "ready", "15-2-2023")
    move(page, "held", "21-2-2023")
    said(page, "Đã tổ chức hội nghị")
    assert stages(reviews.pilot) == ["planned", "preparing", "assessed", "commented", "ready", "held"]


def teach(desk: Desk, reviews: Reviews) -> None:
    """The boards meet and draw lessons from the pilot; the district passes them on to all others by one act."""
    page = desk.overseer
    page.goto(f"{reviews.of}bai-hoc/rut/")
    fill(page, review=str(reviews.pilot.pk), on="24-2-2023")
    fill(page, **{"d0-seen": "Chuẩn bị sớm", "d0-good": "1", "d0-advice": "Lập kế hoạch trước 45 ngày"})
    fill(page, **{"d1-seen": "Tham luận dài", "d1-good": "0", "d1-advice": "Ưu tiên thảo luận"})
    send(page)
    said(page, "Đã ghi 2 bài học.")
    page = desk.district
    page.goto(f"{reviews.of}bai-hoc/chuyen/")
    fill(page, on="27-2-2023", lessons=tuple(str(row.pk) for row in Lesson.objects.all()))
    press(page, "Chuyển")
    said(page, "6 dòng mới trong danh mục của các đơn vị.")
    assert set(LessonLine.objects.values_list("review_id", flat=True)) == {
        reviews.second.pk,
        reviews.third.pk,
        reviews.own.pk,
    }


def hold_others(desk: Desk, reviews: Reviews) -> None:
    """The second answers before it is ready; the third is moved on by the district with a reason that is shown."""
    page = at(desk.second, f"/so-ket/{reviews.second.pk}/")
    steps = (
        ("planned", "12-1-2023"), ("preparing", "2-2-2023"), ("assessed", "22-2-2023"), ("commented", "8-3-2023"),
    )  # fmt: skip
    for stage, day in steps:
        move(page, stage, day, "Làm việc trực tuyến")
    freeze(page, "14-3-2023")
    at(page, f"/so-ket/{reviews.second.pk}/")
    move(page, "ready", "16-3-2023")
    shown(page, "đã trả lời các bài học kinh nghiệm được giao")
    answer(page, reviews.second, "15-3-2023")
    at(page, f"/so-ket/{reviews.second.pk}/")
    move(page, "ready", "16-3-2023")
    move(page, "held", "22-3-2023")
    said(page, "Đã tổ chức hội nghị")
    page = at(desk.district, f"/so-ket/{reviews.third.pk}/")
    move(page, "planned", "12-1-2023")
    move(page, "held", "22-3-2023", "Đảng ủy xã chuẩn bị gọn, không lấy góp ý riêng")
    shown(page, "Đảng ủy xã chuẩn bị gọn, không lấy góp ý riêng", "bỏ qua")


def take_up(desk: Desk, cause: Finding) -> None:
    """Close the chain: the district notes a remedy against the cause, the commune makes a work item of it."""
    page = at(desk.district, f"/phat-hien/{cause.pk}/")
    follow(page, "Ghi giải pháp")
    fill(page, text="Giao chỉ tiêu từng ấp", noted_on="24-3-2023", source="conference", visit="")
    send(page)
    page = at(desk.second, f"/phat-hien/{Finding.objects.get(kind='remedy').pk}/")
    follow(page, "Giao đầu công việc")
    fill(
        page,
        number="1",
        name="Giao chỉ tiêu thu nhập cho từng ấp",
        assigned_on="24-3-2023",
        due_on="31-12-2025",
    )
    send(page)
    shown(page, "Giao chỉ tiêu thu nhập cho từng ấp")
    assert WorkItem.objects.get().unit_id == cause.unit_id


def lead_district(desk: Desk, reviews: Reviews) -> None:
    """The district answers the lessons itself and goes through its stages to ready."""
    page = desk.district
    answer(page, reviews.own, "3-4-2023")
    freeze(page, "14-4-2023")
    at(page, f"/so-ket/{reviews.own.pk}/")
    steps = (
        ("planned", "15-2-2023", ""), ("preparing", "1-3-2023", "Bí thư Huyện ủy trực tiếp phụ trách"),
        ("assessed", "22-3-2023", ""), ("commented", "3-4-2023", "Làm việc cùng tổ công tác của tỉnh"),
        ("ready", "14-4-2023", ""),
    )  # fmt: skip
    for stage, day, reason in steps:
        move(page, stage, day, reason)
    said(page, "Sẵn sàng")
    shown(page, "sẵn sàng")


def judge(page: Page, reviews: Reviews) -> None:
    """The province reads how the campaign stood on three days: the judgement turns with its evidence."""
    verdicts, proofs = {}, {}
    for day in ("12-1-2023", "24-3-2023", "17-4-2023"):
        at(page, f"{reviews.of}?den={day}", "Tân Thanh Tây")
        verdicts[day] = page.locator(".verdict-box .verdict-line").inner_text()
        proofs[day] = page.locator(".verdict-box li").all_inner_texts()
    start, mostly = "Nhìn chung, công tác chuẩn bị và tổ chức", "cơ bản đúng theo kế hoạch đề ra"
    assert list(verdicts.values()) == [
        f"{start} đúng theo kế hoạch đề ra.",
        f"{start} {mostly}.",
        f"{start} {mostly}.",
    ]
    shares = [proof[0].split(" được")[0] for proof in proofs.values()]
    assert shares == ["4/4 mốc đến hạn", "17/18 mốc đến hạn", "19/22 mốc đến hạn"]
    assert proofs["24-3-2023"][-1] == "Bài học kinh nghiệm quá hạn chưa trả lời: 2, ở Thạnh Ngãi."
    at(
        page,
        f"{reviews.of}danh-gia/?den=24-3-2023",
        "Cách đánh giá của đợt này",
        "6/7 mốc",
        "8/8 mốc",
        "3/3 mốc",
    )


def look_over(page: Page, reviews: Reviews, folder: Path) -> None:
    """The province sees the chart of the district's campaign and takes its board out as a workbook."""
    at(page, f"{reviews.of}bieu-do/?den=24-3-2023")
    assert page.locator("figure svg").count() == 1
    path = take(at(page, f"{reviews.of}?den=24-3-2023"), "Excel", folder)
    head, *rows = openpyxl.load_workbook(path)["Tiến độ"].iter_rows(values_only=True)
    columns = [head.index(name) for name in ("Mã", "Tình hình", "Giai đoạn hiện nay", "Bài học đã trả lời")]
    assert {tuple(row[place] for place in columns) for row in rows} == {
        ("28927", "đã tổ chức", "Đã tổ chức hội nghị", 0),
        ("28957", "đã tổ chức", "Đã tổ chức hội nghị", 2),
        ("28903", "đã tổ chức", "Đã tổ chức hội nghị", 0),
        ("838", "đúng kế hoạch", "Đánh giá sơ bộ", 0),
    }


def take_papers(page: Page, reviews: Reviews, folder: Path) -> None:
    """The district takes out the papers of the campaign in official form, each from its own screen."""
    page.goto(f"{reviews.of}?{END}")
    team = Team.objects.get(kind="task_group").pk
    survey = f"/khao-sat/{Survey.objects.get().pk}/bao-cao/"
    ways = (f"/to/{team}/quyet-dinh/", f"/to/{team}/thong-bao/", survey)
    for way in (*ways, f"{reviews.of}rut-kinh-nghiem/", f"{reviews.of}bao-cao-tien-do/"):
        found = inspect(issue(page, way, "17-4-2023", folder).read_bytes())
        assert (way, check(found, HD36)) == (way, ())
    assert "cơ bản đúng theo kế hoạch đề ra" in " ".join(line.text for line in found.body)


def test_the_whole_campaign_is_walked_from_the_provinces_plan_to_the_districts_readiness(
    desk: Desk, reviews: Reviews, tree: Tree, tmp_path: Path
) -> None:
    page = desk.district
    found_team(page, reviews.own, "task_group", "Tổ công tác số 1")
    cause = survey(desk, reviews, tree)
    prepare_pilot(desk, reviews)
    hold_pilot(desk, reviews)
    teach(desk, reviews)
    at(desk.province, f"{reviews.of}bai-hoc/?den=27-2-2023", "nơi rút bài học", "chưa trả lời")
    discuss(desk.second, reviews.second)
    hold_others(desk, reviews)
    take_up(desk, cause)
    lead_district(desk, reviews)
    judge(desk.province, reviews)
    look_over(desk.province, reviews, tmp_path)
    take_papers(page, reviews, tmp_path)
    assert verify().ok
