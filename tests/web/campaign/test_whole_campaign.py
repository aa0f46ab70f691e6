"""A whole campaign through its pages alone: from the province's plan to the district's readiness, by six people."""

from __future__ import annotations

from datetime import date

import time_machine
from django.test import Client

from nhiemky.campaign.models import (
    Campaign,
    Comment,
    Finding,
    Lesson,
    LessonLine,
    Review,
    Round,
    StageMove,
    Survey,
    Team,
    Visit,
)
from nhiemky.campaign.vocab import STAGE_TEMPLATE
from nhiemky.history.queries import verify
from nhiemky.kernel.scoring import DEFAULT_SCHEME
from nhiemky.org.models import Term, UnitState, User
from nhiemky.org.vocab import RoleCode
from nhiemky.targets.actions import freeze_figures
from nhiemky.work.models import WorkItem
from tests import cast
from tests.cast import Tree, make_user_with_role
from tests.cast_boards import place_of
from tests.cast_campaign import moment
from tests.cast_targets import make_target, record
from tests.standing import standing
from tests.web.reading import Page, get, post, read

LEADS = {f"{stage.code.value}_lead": str(stage.lead_days) for stage in STAGE_TEMPLATE}
HEAD = {"begun_on": "3-1-2023", "scheme": "default", "viec": "luu", **LEADS}


class People:
    """Everybody who acts, each signed in anew on the day."""

    def __init__(self, tree: Tree) -> None:
        roles = {
            "tinh": (RoleCode.OFFICE, tree.province),
            "huyen": (RoleCode.OFFICE, tree.district),
            "ban": (RoleCode.OVERSEER, tree.district),
            "khaosat": (RoleCode.SURVEYOR, tree.district),
            "diem": (RoleCode.OFFICE, tree.commune),
            "xa": (RoleCode.OFFICE, tree.second),
        }
        for name, (role, where) in roles.items():
            make_user_with_role(role, where, username=f"nguoi-{name}")

    def __getitem__(self, name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(username=f"nguoi-{name}"))
        return client


@standing(at="2023-03-24 10:00+07:00")
def people(tree: Tree) -> People:
    """The people; of the pilot and of the second commune figures are kept, of the second a target is low."""
    term = Term.objects.get()
    for where, reached in ((tree.commune, 70), (tree.second, 20), (tree.district, 65)):
        place = place_of(where)
        record(place, make_target(place, term), reached, confirmed=True)
    return People(tree)


class On:
    """A day on which people act."""

    def __init__(self, text: str) -> None:
        day, month, year = (int(part) for part in text.split("-"))
        self._moment = time_machine.travel(f"{year}-{month:02}-{day:02} 10:00+07:00", tick=False)

    def __enter__(self) -> None:
        self._moment.start()

    def __exit__(self, *_error: object) -> None:
        self._moment.stop()


def said(page: Page) -> list[str]:
    assert page.status == 200, page.summary
    return page.messages


def draw_up(people: People) -> tuple[Campaign, Campaign]:
    """The province draws up its campaign, the district its own under it."""
    with On("3-1-2023"):
        window = {"province_name": "Cấp tỉnh", "province_from": "4-5-2023", "province_to": "31-5-2023"}
        said(post(people["tinh"], "/dot-so-ket/lap/", name="Sơ kết toàn tỉnh", **HEAD, **window))
        above = Campaign.objects.get(name="Sơ kết toàn tỉnh")
        windows = {
            "pilot_name": "Làm điểm", "pilot_from": "13-2-2023", "pilot_to": "28-2-2023",
            "grassroots_name": "Các xã còn lại", "grassroots_from": "1-3-2023", "grassroots_to": "31-3-2023",
            "district_name": "Cấp huyện", "district_from": "3-4-2023", "district_to": "28-4-2023",
        }  # fmt: skip
        page = post(
            people["huyen"], "/dot-so-ket/lap/", name="Sơ kết huyện", parent=str(above.pk), **HEAD, **windows
        )
        assert said(page) == ["Đã lập đợt sơ kết."]
    return above, Campaign.objects.get(name="Sơ kết huyện")


def enter(people: People, part: Round, where: UnitState, conference: str) -> Review:
    data = {"on": "3-1-2023", "conference_on": conference, "viec": "luu", "units": [str(where.unit_id)]}
    page = read(people["huyen"].post(f"/vong/{part.pk}/don-vi/", data, follow=True))
    assert said(page) == [f"Đã đưa 1 đơn vị vào vòng “{part.name}”."]
    return Review.objects.get(round=part, unit_id=where.unit_id)


def move(people: People, who: str, review: Review, day: str, stage: str, reason: str = "") -> Page:
    """Move a review on its page, from what the page shows."""
    with On(day):
        client = people[who]
        address = f"/so-ket/{review.pk}/chuyen-giai-doan/"
        seen = get(client, address).value("seen")
        return post(client, address, stage=stage, on=day, reason=reason, seen=seen)


def freeze(where: UnitState, on: date) -> None:
    freeze_figures(
        cast.leader(where, today=on), unit=where.unit, term=Term.objects.get(), cut_off=on, label="Sơ kết",
        scheme=DEFAULT_SCHEME, now=moment(on),
    )  # fmt: skip


def judged(people: People, campaign: Campaign, day: str) -> str:
    """Give the judgement as the board of a day says it."""
    with On(day):
        text = " ".join(get(people["huyen"], f"/dot-so-ket/{campaign.pk}/").texts("//main"))
    words = ("cơ bản đúng theo kế hoạch đề ra", "chậm so với kế hoạch đề ra", "đúng theo kế hoạch đề ra")
    return next(each for each in words if each in text)


@standing(at="2023-03-24 10:00+07:00")
def walked(people: People, tree: Tree) -> tuple[People, Campaign, Review, Review, Review]:
    """Everything up to the day on which the pilot holds its conference."""
    _above, campaign = draw_up(people)
    with On("3-1-2023"):
        pilot_round, rest, own_round = Round.objects.filter(campaign=campaign).order_by("position")
        pilot = enter(people, pilot_round, tree.commune, "21-2-2023")
        second = enter(people, rest, tree.second, "24-3-2023")
        own = enter(people, own_round, tree.district, "20-4-2023")
        holder = str(tree.district.unit_id)
        team = {"kind": "task_group", "name": "Tổ công tác số 1", "holder": holder, "supports": "", "founded_on": "3-1-2023",
                "task": "Giúp các xã", "decision": "", "notice": ""}  # fmt: skip
        said(post(people["huyen"], f"/dot-so-ket/{campaign.pk}/to/lap/", **team))
        row = Team.objects.get()
        member = {"person": "", "full_name": "Võ Văn Chín", "title": "Trưởng Ban Tổ chức", "unit": "", "rank": "head",
                  "duty": "Điều hành", "on": "3-1-2023"}  # fmt: skip
        assert said(post(people["huyen"], f"/to/{row.pk}/thanh-vien/", **member)) == [
            "Đã thêm Võ Văn Chín vào Tổ công tác số 1."
        ]
        said(
            post(
                people["huyen"],
                f"/so-ket/{pilot.pk}/phu-trach/",
                person="",
                name="Nguyễn Văn An, Bí thư",
                on="3-1-2023",
            )
        )
        said(
            post(
                people["huyen"],
                f"/so-ket/{second.pk}/phu-trach/",
                person="",
                name="Lê Thị Ba, Bí thư",
                on="3-1-2023",
            )
        )
        said(
            post(
                people["huyen"],
                f"/so-ket/{own.pk}/phu-trach/",
                person="",
                name="Trần Văn Tư, Phó Bí thư",
                on="3-1-2023",
            )
        )
    for day, stage in (("4-1-2023", "planned"), ("5-1-2023", "preparing"), ("17-1-2023", "assessed")):
        said(move(people, "diem", pilot, day, stage))
    with On("2-2-2023"):
        met = {"review": str(pilot.pk), "kind": "preparation", "held_on": "2-2-2023", "visitors": "Ban Tổ chức Huyện ủy",
               "hosts": "", "preparation_grade": "good", "preparation": "Kịp", "conclusion": "", "so-dong": "1",
               "d0-text": "Bổ sung số liệu thu nhập", "d0-about": "figures", "d0-addressee": "Văn phòng",
               "d0-due_on": "10-2-2023"}  # fmt: skip
        assert said(post(people["ban"], f"/dot-so-ket/{campaign.pk}/cuoc-hop/ghi/", **met)) == [
            "Đã ghi cuộc họp."
        ]
    said(move(people, "diem", pilot, "3-2-2023", "commented"))
    return people, campaign, pilot, second, own


Walked = tuple[People, Campaign, Review, Review, Review]


def settle_comment(people: People, comment: Comment) -> None:
    with On("6-2-2023"):
        said(
            post(
                people["diem"],
                f"/gop-y/{comment.pk}/",
                act="answer",
                text="Đã bổ sung",
                on="6-2-2023",
                seen="0",
            )
        )
    with On("7-2-2023"):
        page = post(people["ban"], f"/gop-y/{comment.pk}/", act="accept", text="", on="7-2-2023", seen="1")
        assert said(page) == ["Góp ý: đã chấp nhận."]


def test_an_open_comment_and_open_figures_hold_a_unit_back(walked: Walked, tree: Tree) -> None:
    people, _campaign, pilot, _second, _own = walked
    refused = move(people, "diem", pilot, "15-2-2023", "ready")
    assert refused.status == 422
    assert "đã chốt số liệu chỉ tiêu" in refused.summary[0]
    assert "đã tiếp thu, giải trình hết các góp ý" in refused.summary[0]
    settle_comment(people, Comment.objects.get())
    freeze(tree.commune, date(2023, 2, 14))
    assert said(move(people, "diem", pilot, "15-2-2023", "ready"))
    assert StageMove.objects.filter(review=pilot).latest("sequence").unmet == []


def hold_pilot(walked: Walked, tree: Tree) -> list[Lesson]:
    """The pilot is ready, holds its conference, and lessons are drawn from it and passed on."""
    people, campaign, pilot, second, own = walked
    settle_comment(people, Comment.objects.get())
    freeze(tree.commune, date(2023, 2, 14))
    said(move(people, "diem", pilot, "15-2-2023", "ready"))
    said(move(people, "diem", pilot, "21-2-2023", "held"))
    with On("24-2-2023"):
        drawn = {"review": str(pilot.pk), "meeting": "", "on": "24-2-2023", "so-dong": "2", "d0-seen": "Chuẩn bị sớm",
                 "d0-good": "1", "d0-advice": "Lập kế hoạch trước 45 ngày", "d1-seen": "In thiếu tài liệu", "d1-good": "0",
                 "d1-advice": "In dư"}  # fmt: skip
        assert said(post(people["ban"], f"/dot-so-ket/{campaign.pk}/bai-hoc/rut/", **drawn)) == [
            "Đã ghi 2 bài học."
        ]
        lessons = list(Lesson.objects.order_by("number"))
        data = {"lessons": [str(row.pk) for row in lessons], "reviews": [str(second.pk), str(own.pk)], "on": "24-2-2023",
                "due_on": ""}  # fmt: skip
        address = f"/dot-so-ket/{campaign.pk}/bai-hoc/chuyen/"
        page = read(people["huyen"].post(address, data, follow=True))
        assert said(page) == ["4 dòng mới trong danh mục của các đơn vị."]
    return lessons


def answer_all(people: People, who: str, review: Review, day: str) -> None:
    with On(day):
        for line in LessonLine.objects.filter(review=review):
            given = {f"d{line.pk}-{name}": value for name, value in {
                "applied": "yes", "text": "Đã làm theo", "evidence": "Kế hoạch 5", "on": day, "seen": "0",
            }.items()}  # fmt: skip
            said(post(people[who], f"/so-ket/{review.pk}/bai-hoc/", dong=str(line.pk), **given))


def test_what_the_pilot_learns_reaches_the_next_unit(walked: Walked, tree: Tree) -> None:
    people, campaign, _pilot, second, _own = walked
    hold_pilot(walked, tree)
    for day, stage in (("25-1-2023", "planned"), ("6-2-2023", "preparing"), ("24-2-2023", "assessed")):
        said(move(people, "xa", second, day, stage))
    said(move(people, "xa", second, "8-3-2023", "commented", "Làm việc trực tuyến"))
    freeze(tree.second, date(2023, 3, 17))
    held_back = move(people, "xa", second, "20-3-2023", "ready")
    assert "đã trả lời các bài học kinh nghiệm được giao" in held_back.summary[0]
    answer_all(people, "xa", second, "19-3-2023")
    said(move(people, "xa", second, "20-3-2023", "ready"))
    with On("20-3-2023"):
        board = get(people["huyen"], f"/dot-so-ket/{campaign.pk}/bai-hoc/")
        assert board.column("Bài 1") == ["nơi rút bài học", "đã vận dụng", "chưa trả lời"]


def test_findings_lead_to_tasks_and_to_what_is_discussed(walked: Walked, tree: Tree) -> None:
    people, campaign, _pilot, second, _own = walked
    with On("1-3-2023"):
        plan = {"name": "Khảo sát huyện", "planned_on": "3-1-2023", "starts_on": "16-1-2023", "ends_on": "28-2-2023",
                "purpose": "", "team": "", "directive": "", "sectors": "Ngành Y tế", "visit_on": "", "by": ""}  # fmt: skip
        data = {**plan, "units": [str(tree.second.unit_id)]}
        address = f"/dot-so-ket/{campaign.pk}/khao-sat/lap/"
        assert said(read(people["huyen"].post(address, data, follow=True))) == ["Đã lập kế hoạch khảo sát."]
        survey, first = Survey.objects.get(), Visit.objects.order_by("position")[0]
        said(
            post(
                people["khaosat"],
                f"/noi-khao-sat/{first.pk}/ket-qua/",
                visited_on="20-2-2023",
                outcome="Thu nhập thấp",
            )
        )
        for act, kind, cause, text in (
            ("", "limitation", "", "Thu nhập còn thấp"),
            ("sau", "cause", "subjective", "Chỉ đạo chưa quyết liệt"),
        ):
            given = {"kind": kind, "cause": cause, "unit": str(tree.second.unit_id), "text": text, "group": "Kinh tế",
                     "noted_on": "1-3-2023", "source": "report", "visit": "", "meeting": "", "source_text": ""}  # fmt: skip
            after = f"?sau={Finding.objects.latest('pk').pk}" if act else ""
            said(post(people["huyen"], f"/dot-so-ket/{campaign.pk}/phat-hien/ghi/{after}", **given))
        assert get(people["huyen"], f"/khao-sat/{survey.pk}/").facts()["Địa phương đã khảo sát"] == "1/1"
        work = {"number": "T1", "name": "Xây dựng cụm công nghiệp", "assigned_on": "3-1-2023", "due_on": "31-1-2023",
                "key": "on"}  # fmt: skip
        said(post(people["xa"], "/dau-cong-viec/them/", **work))
        address = f"/so-ket/{second.pk}/goi-y-thao-luan/"
        page = get(people["xa"], address)
        kinds = page.texts("//section[@aria-labelledby='de-xuat']//tbody/tr/td[1]")
        assert kinds[:2] == ["chỉ tiêu đạt thấp", "nhiệm vụ trọng tâm, khâu đột phá chậm"]
        proposed = {
            "on": "1-3-2023",
            "seen": "",
            "con": ",".join(map(str, range(len(kinds)))),
            "lam": "lay-het",
        }
        assert said(post(people["xa"], address, **proposed)) == [
            f"Đã lưu {len(kinds)} nội dung gợi ý thảo luận."
        ]
    assert WorkItem.objects.get().key is True


def test_the_judgement_turns_with_the_evidence_and_the_district_gets_ready(
    walked: Walked, tree: Tree
) -> None:
    people, campaign, pilot, _second, own = walked
    assert judged(people, campaign, "3-1-2023") == "đúng theo kế hoạch đề ra"
    hold_pilot(walked, tree)
    late = judged(people, campaign, "31-3-2023")
    assert late == "chậm so với kế hoạch đề ra"
    answer_all(people, "huyen", own, "3-4-2023")
    freeze(tree.district, date(2023, 4, 14))
    for day, stage, reason in (
        ("15-2-2023", "planned", ""), ("1-3-2023", "preparing", ""), ("22-3-2023", "assessed", ""),
        ("3-4-2023", "commented", "Làm việc cùng tổ công tác của tỉnh"), ("14-4-2023", "ready", ""),
    ):  # fmt: skip
        said(move(people, "huyen", own, day, stage, reason))
    with On("14-4-2023"):
        page = get(people["huyen"], f"/so-ket/{own.pk}/")
        assert page.texts("//span[contains(@class, 'state-')]")[0] == "sẵn sàng"
        above = get(people["tinh"], f"/dot-so-ket/{Campaign.objects.get(name='Sơ kết toàn tỉnh').pk}/")
        assert "Sơ kết huyện" in " ".join(above.texts("//main"))
    assert StageMove.objects.filter(review=pilot).count() == 6
    assert verify().ok
