"""The pages of lessons: lessons by units, one with all answers, drawing, wording anew, passing on, withdrawing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.campaign import actions
from nhiemky.campaign.models import Lesson, LessonLine
from nhiemky.campaign.queries import LessonCell
from nhiemky.campaign.vocab import Applied, LessonDraft, MeetingDraft, MeetingKind, Passed, RoundKind
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from nhiemky.registry.models import Directive
from nhiemky.web.campaign.lessons import cell_text, cell_tone, passed_text
from tests.cast import make_directive
from tests.cast_campaign import make_review, moment
from tests.web.campaign.scene import ON, REST, Campaigns, teach
from tests.web.campaign.talks import line_of, met, the_lesson
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post

LIST = "/dot-so-ket/{c}/bai-hoc/"
FIRST = {"d0-seen": "Chuẩn bị sớm", "d0-good": "1", "d0-advice": "Lập kế hoạch trước 45 ngày"}
SECOND = {"d1-seen": "In thiếu tài liệu", "d1-good": "0", "d1-advice": "In dư", "d1-applies_to": "các xã"}


def drawn(scene: Campaigns, *texts: str) -> list[Lesson]:
    return actions.draw_lessons(
        SYSTEM_ACTOR, campaign=scene.campaign, review=scene.pilot, on=date(2023, 2, 24), now=moment(ON),
        drafts=[LessonDraft(text, "Cách làm") for text in texts],
    )  # fmt: skip


def draw(client: Client, scene: Campaigns, **changes: str) -> Page:
    given = {
        "review": str(scene.pilot.pk),
        "on": "24-2-2023",
        "meeting": "",
        "so-dong": "3",
        **FIRST,
        **changes,
    }
    return post(client, scene.at(LIST) + "rut/", **given)


def hand_on(client: Client, scene: Campaigns, rows: list[Lesson], *units: int, **changes: str) -> Page:
    given = {
        "lessons": [str(row.pk) for row in rows], "reviews": [str(key) for key in units],
        "on": "20-3-2023", "due_on": "", **changes,
    }  # fmt: skip
    return post(client, scene.at(LIST) + "chuyen/", **given)  # type: ignore[arg-type]


def answered(scene: Campaigns, applied: Applied = Applied.PARTLY) -> None:
    actions.answer_lesson(
        SYSTEM_ACTOR, line=line_of(scene.second), applied=applied, text="Làm một phần", on=date(2023, 3, 20),
        evidence="Ảnh chụp", expected=0, now=moment(ON),
    )  # fmt: skip


class TestBoard:
    """Lessons by units."""

    def test_each_unit_shows_what_it_did(self, runner: Client, campaigns: Campaigns) -> None:
        teach(campaigns, campaigns.second, campaigns.third, due_on=date(2023, 3, 22))
        answered(campaigns)
        page = get(runner, campaigns.at(LIST))
        assert page.column("Bài 1") == [
            "nơi rút bài học",
            "vận dụng một phần",
            "quá hạn trả lời",
            "chưa chuyển",
        ]
        assert page.column("Được giao") == ["0", "1", "1", "0"]
        assert page.column("Đã trả lời") == ["0", "1", "0", "0"]
        assert page.actions == ["Rút bài học", "Chuyển cho các đơn vị", "Báo cáo rút kinh nghiệm"]

    def test_filter_by_round(self, runner: Client, campaigns: Campaigns) -> None:
        teach(campaigns, campaigns.second)
        assert len(get(runner, campaigns.at(LIST), vong=REST).rows) == 2
        assert len(get(runner, campaigns.at(LIST), vong="không có").rows) == 4

    @pytest.mark.parametrize(
        ("den", "column"),
        [
            ("23-2-2023", []),
            ("26-2-2023", ["nơi rút bài học", "chưa chuyển", "chưa chuyển", "chưa chuyển"]),
            ("19-3-2023", ["nơi rút bài học", "chưa trả lời", "chưa chuyển", "chưa chuyển"]),
            ("20-3-2023", ["nơi rút bài học", "vận dụng một phần", "chưa chuyển", "chưa chuyển"]),
        ],
    )
    def test_as_it_stood_on_a_day(
        self, runner: Client, campaigns: Campaigns, den: str, column: list[str]
    ) -> None:
        teach(campaigns, campaigns.second)
        answered(campaigns)
        assert get(runner, campaigns.at(LIST), den=den).column("Bài 1") == column

    def test_same_number_of_queries(self, runner: Client, campaigns: Campaigns) -> None:
        counts = []
        for number in (1, 2):
            for _again in range(number):
                teach(campaigns, campaigns.second, campaigns.third)
            get(runner, campaigns.at(LIST))
            with CaptureQueriesContext(connection) as caught:
                get(runner, campaigns.at(LIST))
            counts.append(len(caught))
        assert counts[0] == counts[1] < 25

    def test_unit_is_offered_no_act(
        self, second_office: Client, stranger: Client, campaigns: Campaigns
    ) -> None:
        teach(campaigns, campaigns.second)
        assert get(second_office, campaigns.at(LIST)).actions == []
        for act in ("rut/", "chuyen/"):
            assert get(second_office, campaigns.at(LIST) + act).status == 403
        assert get(stranger, campaigns.at(LIST)).status == 404


@pytest.mark.parametrize(
    ("cell", "words", "tone"),
    [
        (LessonCell(), "chưa chuyển", "none"),
        (LessonCell(source=True), "nơi rút bài học", "source"),
        (LessonCell(1), "chưa trả lời", "open"),
        (LessonCell(1, overdue=True), "quá hạn trả lời", "overdue"),
        (LessonCell(1, applied=Applied.YES), "đã vận dụng", "yes"),
        (LessonCell(1, applied=Applied.PARTLY), "vận dụng một phần", "partly"),
        (LessonCell(1, applied=Applied.NO, overdue=True), "không vận dụng", "no"),
    ],
)
def test_cell_in_words_and_colour(cell: LessonCell, words: str, tone: str) -> None:
    assert (cell_text(cell), cell_tone(cell)) == (words, tone)


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (Passed(0), "0 dòng mới trong danh mục của các đơn vị."),
        (Passed(3, 2), "3 dòng mới trong danh mục của các đơn vị; 2 dòng đã có từ trước, giữ nguyên."),
        (
            Passed(1, 0, 1, ("Một", "Hai"), ("Ba",)),
            "1 dòng mới trong danh mục của các đơn vị; 1 dòng bỏ qua vì bài học rút từ chính đơn vị; không chuyển cho"
            " đơn vị đã tổ chức hội nghị: Một, Hai; không chuyển cho đơn vị đã ra khỏi đợt: Ba.",
        ),
    ],
)
def test_passed_in_words(passed: Passed, words: str) -> None:
    assert passed_text(passed) == words


class TestDrawing:
    """Several lessons at once, in a meeting or not."""

    def test_lessons_are_drawn_in_their_order(self, runner: Client, campaigns: Campaigns) -> None:
        meeting = met(campaigns, review=campaigns.second)
        page = draw(runner, campaigns, **SECOND, on="2-3-2023", meeting=str(meeting.pk))
        assert page.messages == ["Đã ghi 2 bài học."]
        rows = Lesson.objects.order_by("number")
        assert [
            (row.number, row.seen, row.good, row.applies_to, row.meeting, row.drawn_on) for row in rows
        ] == [
            (1, "Chuẩn bị sớm", True, "", meeting, date(2023, 3, 2)),
            (2, "In thiếu tài liệu", False, "các xã", meeting, date(2023, 3, 2)),
        ]

    def test_more_rows_keep_what_was_typed(self, runner: Client, campaigns: Campaigns) -> None:
        page = draw(runner, campaigns, **{"them-dong": "1"})
        assert (page.status, page.value("d0-seen"), page.value("so-dong")) == (200, "Chuẩn bị sớm", "6")
        assert Lesson.objects.count() == 0

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"d0-seen": "", "d0-advice": ""}, "Chưa ghi bài học nào."),
            ({"d0-advice": ""}, "Đề nghị xem lại dòng 1."),
            ({"on": "25-3-2023"}, "chưa đến"),
            ({"review": "999999"}, "Không có “999999” trong danh sách."),
            ({"meeting": "999999"}, "Không có “999999” trong danh sách."),
            ({"d0-applies_to": "x" * 301}, "Đề nghị xem lại dòng 1."),
        ],
    )
    def test_bad_lessons_are_refused(
        self, runner: Client, campaigns: Campaigns, changes: dict[str, str], words: str
    ) -> None:
        page = draw(runner, campaigns, **changes)
        assert (page.status, Lesson.objects.count()) == (422, 0)
        assert any(words in line for line in page.summary), page.summary


class TestWording:
    """Wording a lesson anew that no unit has yet."""

    def change(self, client: Client, row: Lesson, shown: str, seen: str) -> Page:
        given = {"shown": shown, "seen": seen, "good": "0", "advice": "Cách khác", "applies_to": ""}
        return post(client, f"/bai-hoc/{row.pk}/sua/", **given)

    def test_new_words_are_kept_and_the_second_is_told(self, runner: Client, campaigns: Campaigns) -> None:
        row = drawn(campaigns, "Cũ")[0]
        shown = get(runner, f"/bai-hoc/{row.pk}/sua/").value("shown")
        assert self.change(runner, row, shown, "Mới").messages == ["Đã sửa bài học."]
        page = self.change(runner, row, shown, "Khác")
        assert (page.status, page.value("seen"), page.facts()["Điều rút ra"]) == (422, "Khác", "Mới")
        assert page.summary == ["Bài học vừa được người khác sửa. Đề nghị tải lại trang rồi sửa lại."]
        assert self.change(runner, row, page.value("shown"), "Khác").status == 200
        row.refresh_from_db()
        assert (row.seen, row.good, row.advice) == ("Khác", False, "Cách khác")

    def test_lesson_passed_on_is_not_worded_anew(self, runner: Client, campaigns: Campaigns) -> None:
        teach(campaigns, campaigns.second)
        row = the_lesson(campaigns)
        assert get(runner, f"/bai-hoc/{row.pk}/").actions == ["Rút lại"]
        shown = get(runner, f"/bai-hoc/{row.pk}/sua/").value("shown")
        page = self.change(runner, row, shown, "Mới")
        assert (page.status, "đã được chuyển cho đơn vị" in page.summary[0]) == (422, True)


class TestPassing:
    """One act to all remaining units, after a look at whom it reaches."""

    def test_all_remaining_units_are_chosen_and_counted(self, runner: Client, campaigns: Campaigns) -> None:
        drawn(campaigns, "Một", "Hai")
        page = get(runner, campaigns.at(LIST) + "chuyen/")
        chosen = page.root.xpath("//input[@name='reviews' and @checked]/@value")
        assert chosen == [str(each.pk) for each in (campaigns.second, campaigns.third, campaigns.own)]
        assert page.texts("//div[@role='status']") == [
            "Nếu chuyển: 6 dòng mới trong danh mục của các đơn vị."
        ]

    def test_a_look_writes_nothing(self, runner: Client, campaigns: Campaigns) -> None:
        teach(campaigns, campaigns.second)
        lessons = [the_lesson(campaigns), *drawn(campaigns, "Hai")]
        page = hand_on(runner, campaigns, lessons, campaigns.second.pk, campaigns.third.pk, xem="1")
        assert page.texts("//div[@role='status']") == [
            "Nếu chuyển: 3 dòng mới trong danh mục của các đơn vị; 1 dòng đã có từ trước, giữ nguyên."
        ]
        assert LessonLine.objects.count() == 1
        done = hand_on(runner, campaigns, lessons, campaigns.second.pk, campaigns.third.pk)
        assert done.messages == [
            "3 dòng mới trong danh mục của các đơn vị; 1 dòng đã có từ trước, giữ nguyên."
        ]
        assert LessonLine.objects.count() == 4

    def test_lesson_of_a_later_unit_is_passed_on_likewise(self, runner: Client, campaigns: Campaigns) -> None:
        draw(runner, campaigns, review=str(campaigns.second.pk), on="20-3-2023")
        rows = [the_lesson(campaigns)]
        page = hand_on(runner, campaigns, rows, campaigns.second.pk, campaigns.third.pk, due_on="29-3-2023")
        assert page.messages == [
            "1 dòng mới trong danh mục của các đơn vị; 1 dòng bỏ qua vì bài học rút từ chính đơn vị."
        ]
        assert [(each.review, each.due_on) for each in LessonLine.objects.all()] == [
            (campaigns.third, date(2023, 3, 29))
        ]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"lessons": "la"}, "lessons"),
            ({"reviews": "999999"}, "reviews"),
            ({"on": "25-3-2023"}, "on"),
            ({"on": "20-2-2023"}, "on"),
            ({"due_on": "19-3-2023"}, "due_on"),
        ],
    )
    def test_bad_passing_is_refused_at_the_field(
        self, runner: Client, campaigns: Campaigns, changes: dict[str, str], field: str
    ) -> None:
        rows = drawn(campaigns, "Một")
        page = hand_on(runner, campaigns, rows, campaigns.second.pk, **changes)
        assert (page.status, LessonLine.objects.count(), page.errors(field) != []) == (422, 0, True)


class TestWithdrawing:
    """A lesson withdrawn after answers came, and restored."""

    def test_answers_are_kept_and_it_may_come_back(self, runner: Client, campaigns: Campaigns) -> None:
        teach(campaigns, campaigns.second)
        answered(campaigns)
        row = the_lesson(campaigns)
        page = post(runner, f"/bai-hoc/{row.pk}/rut-lai/", on="24-3-2023", reason="Không còn phù hợp")
        assert page.messages == ["Đã rút lại bài học; các trả lời vẫn được giữ."]
        assert page.column("Trả lời") == ["vận dụng một phần"]
        assert page.column("Cách vận dụng, lý do") == ["Làm một phầnẢnh chụp"]
        assert page.texts("//span[@class='tag tag-warning']") == ["đã rút lại từ ngày 24-3-2023"]
        assert page.actions == ["Khôi phục"]
        assert get(runner, f"/bai-hoc/{row.pk}/", den="23-3-2023").facts()["Đã trả lời"] == "1/1"
        board = get(runner, campaigns.at(LIST), den="24-3-2023")
        assert (board.heads[:2], board.texts("//span[@class='tag tag-warning']")) == (
            ["Đơn vị", "Được giao"],
            ["đã rút lại"],
        )
        page = post(runner, f"/bai-hoc/{row.pk}/khoi-phuc/", reason="Rút nhầm")
        assert (page.messages, page.facts()["Đã trả lời"]) == (["Đã khôi phục bài học."], "1/1")

    @pytest.mark.parametrize(
        "changes", [{"reason": ""}, {"on": "25-3-2023"}, {"on": "23-2-2023"}, {"on": "la"}]
    )
    def test_bad_withdrawals_are_refused(
        self, runner: Client, campaigns: Campaigns, changes: dict[str, str]
    ) -> None:
        row = drawn(campaigns, "Một")[0]
        page = post(
            runner, f"/bai-hoc/{row.pk}/rut-lai/", **{"on": "24-3-2023", "reason": "Lý do", **changes}
        )
        row.refresh_from_db()
        assert (page.status, row.withdrawn_on) == (422, None)

    def test_twice_is_told(self, runner: Client, campaigns: Campaigns) -> None:
        row = drawn(campaigns, "Một")[0]
        given = {"on": "24-3-2023", "reason": "Lý do"}
        post(runner, f"/bai-hoc/{row.pk}/rut-lai/", **given)
        page = post(runner, f"/bai-hoc/{row.pk}/rut-lai/", **given)
        assert (page.status, "đã được rút từ ngày 24-3-2023" in page.summary[0]) == (422, True)

    @pytest.mark.parametrize("act", ["rut-lai", "khoi-phuc", "sua"])
    def test_unit_is_denied(self, second_office: Client, campaigns: Campaigns, act: str) -> None:
        teach(campaigns, campaigns.second)
        row = the_lesson(campaigns)
        assert get(second_office, f"/bai-hoc/{row.pk}/").actions == []
        assert get(second_office, f"/bai-hoc/{row.pk}/{act}/").status == 403


def test_lessons_are_passed_on_by_a_directive_that_units_and_the_board_see(
    runner: Client, second_office: Client, campaigns: Campaigns
) -> None:
    rows = drawn(campaigns, "Mời sớm")
    paper = make_directive("12-KH/HU", holder=campaigns.tree.district, issued_on=date(2023, 3, 20))
    wrong = hand_on(runner, campaigns, rows, campaigns.second.pk, directive="999999")
    assert (wrong.status, wrong.errors("directive")) == (422, ["Không có “999999” trong danh sách."])
    done = hand_on(runner, campaigns, rows, campaigns.second.pk, directive=str(paper.pk))
    assert done.messages == ["1 dòng mới trong danh mục của các đơn vị."]
    assert LessonLine.objects.get(review=campaigns.second).directive_id == paper.pk
    shown = get(runner, f"/bai-hoc/{rows[0].pk}/")
    assert shown.facts()["Chuyển theo"] == "12-KH/HU (20-3-2023)"
    assert shown.href("12-KH/HU (20-3-2023)").startswith(f"/van-ban/{paper.pk}/")
    listed = get(runner, campaigns.at("/so-ket/{second}/bai-hoc/"))
    assert listed.facts()["Ngày chuyển"] == "20-3-2023 · 12-KH/HU (20-3-2023)"
    Directive.objects.filter(pk=paper.pk).update(holder=campaigns.tree.far.unit)
    hidden = get(second_office, campaigns.at("/so-ket/{second}/bai-hoc/"))
    assert hidden.facts()["Ngày chuyển"] == "20-3-2023"


def test_lesson_leads_to_the_meeting_in_which_it_was_drawn(
    runner: Client, onlooker: Client, campaigns: Campaigns
) -> None:
    meeting = actions.hold_meeting(
        SYSTEM_ACTOR, campaign=campaigns.campaign, review=None, now=moment(ON),
        draft=MeetingDraft(date(2023, 2, 24), "Các ban đảng tỉnh", kind=MeetingKind.LESSONS),
    )  # fmt: skip
    draw(runner, campaigns, meeting=str(meeting.pk))
    row = the_lesson(campaigns)
    page = get(runner, f"/bai-hoc/{row.pk}/")
    assert page.href("cuộc họp ngày 24-2-2023").startswith(f"/cuoc-hop/{meeting.pk}/")
    hand_on(runner, campaigns, [row], campaigns.second.pk)
    assert get(onlooker, f"/bai-hoc/{row.pk}/").facts()["Rút ra từ"] == "Đảng bộ xã Tân Thanh Tây, 24-2-2023"


def test_a_unit_of_two_campaigns_is_offered_by_the_names_of_both(campaigns: Campaigns) -> None:
    make_review(campaigns.above, campaigns.tree.second, kind=RoundKind.GRASSROOTS)
    drawn(campaigns, "Mời sớm")
    office = visitor(RoleCode.OFFICE, campaigns.tree.province, "vptinh")
    page = get(office, f"/dot-so-ket/{campaigns.above.pk}/bai-hoc/rut/")
    assert sorted(page.texts("//select[@name='review']/option")) == sorted(
        [
            "Đảng bộ xã Tân Thanh Tây",
            "Đảng bộ xã Nhuận Phú Tân (Sơ kết huyện Mỏ Cày Bắc)",
            "Đảng bộ xã Thạnh Ngãi",
            "Đảng bộ huyện Mỏ Cày Bắc",
            "Đảng bộ xã Nhuận Phú Tân (Sơ kết toàn tỉnh)",
        ]
    )
