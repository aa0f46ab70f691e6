"""``nhiemky campaign``: where a review campaign stands on a day, for people and for programs; on the tests' own database."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from nhiemky.campaign import actions
from nhiemky.campaign.models import Campaign, Review
from nhiemky.campaign.vocab import (
    CommentDraft,
    LessonDraft,
    RoundKind,
    StageCode,
    SurveyDraft,
    VisitDraft,
    VisitKind,
)
from nhiemky.cli.__main__ import main
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.work import actions as work
from nhiemky.work.vocab import WorkRow
from tests.cast import office
from tests.cast_campaign import NOW, PILOT_ON, Plan, make_campaign, make_plan, make_review, move_to

Captured = pytest.CaptureFixture[str]
REST = "Các chi bộ, đảng bộ trực thuộc còn lại"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_home")]


@pytest.fixture
def own_home(settings: Settings, tmp_path: Path) -> None:
    settings.NHIEMKY_HOME = tmp_path


@pytest.fixture
def plan() -> Plan:
    """The pilot was held, the second commune prepares with a comment and a lesson open, the third has no day yet."""
    plan = make_plan()
    campaign, tree = plan.campaign, plan.tree
    pilot = make_review(campaign, tree.commune, conference_on=PILOT_ON)
    move_to(pilot, StageCode.HELD, on=PILOT_ON)
    second = make_review(
        campaign, tree.second, kind=RoundKind.GRASSROOTS, conference_on=date(2023, 3, 15),
        stage=StageCode.PREPARING, moved_on=date(2023, 1, 18),
    )  # fmt: skip
    make_review(campaign, tree.third, kind=RoundKind.GRASSROOTS)
    actions.raise_comment(
        SYSTEM_ACTOR,
        review=second,
        draft=CommentDraft("Bổ sung số liệu", "Văn phòng", date(2023, 2, 20)),
        now=NOW,
    )
    lessons = actions.draw_lessons(
        SYSTEM_ACTOR, campaign=campaign, review=pilot, drafts=[LessonDraft("Điều rút ra", "Cách làm")],
        on=date(2023, 2, 24), now=NOW,
    )  # fmt: skip
    actions.pass_lessons(
        SYSTEM_ACTOR,
        lessons=lessons,
        reviews=[second],
        on=date(2023, 2, 24),
        due_on=date(2023, 3, 31),
        now=NOW,
    )
    return plan


def asked(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(["campaign", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def found(capsys: Captured, *arguments: str) -> dict[str, object]:
    code, out, err = asked(capsys, "--format", "json", *arguments)
    assert (code, err) == (0, "")
    answer: dict[str, object] = json.loads(out)
    return answer


def test_json_has_every_key_of_the_contract(capsys: Captured, plan: Plan) -> None:
    answer = found(capsys, "--unit", "838", "--as-of", "2023-03-24")
    assert list(answer) == ["as_of", "campaign", "judgement", "rounds", "units", "work_items", "survey"]
    shapes = {
        "judgement": {"code", "text", "evidence"},
        "work_items": {"total", "key", "done", "overdue"},
        "survey": {"communes", "sectors"},
    }
    assert {key: set(answer[key]) for key in shapes} == shapes  # type: ignore[call-overload]
    assert [list(each) for each in answer["rounds"]] == [["name", "kind", "from", "to", "units", "held"]] * 3  # type: ignore[attr-defined]
    assert [list(each) for each in answer["units"]] == [  # type: ignore[attr-defined]
        [
            "code", "name", "round", "stage", "planned", "actual", "counts", "comments_open", "lessons", "readiness",
        ]
    ] * 3  # fmt: skip


def test_json_of_a_campaign_under_way(capsys: Captured, plan: Plan) -> None:
    answer = found(capsys, "--unit", "838", "--as-of", "2023-03-24")
    assert (answer["as_of"], answer["campaign"]) == ("2023-03-24", "Sơ kết giữa nhiệm kỳ")
    assert answer["judgement"] == {
        "code": "behind",
        "text": "Nhìn chung, công tác chuẩn bị và tổ chức chậm so với kế hoạch đề ra.",
        "evidence": [
            "2/13 mốc đến hạn được thực hiện đúng hạn (15,38%; đúng kế hoạch từ 95%, cơ bản đúng kế hoạch từ 80%).",
            "Làm điểm: 1/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 13-2-2023 đến 28-2-2023).",
            f"{REST}: 0/2 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 1-3-2023 đến 31-3-2023).",
            "Cấp huyện: 0/0 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 3-4-2023 đến 28-4-2023).",
            "Nhuận Phú Tân: “Đánh giá sơ bộ” chậm 27 ngày làm việc so với kế hoạch.",
            "1 đơn vị chưa đặt ngày kế hoạch nào nên chưa có mốc để xét.",
            "2 đơn vị có mốc đã thực hiện nhưng chậm so với kế hoạch.",
        ],
    }
    assert answer["rounds"] == [
        {
            "name": "Làm điểm",
            "kind": "pilot",
            "from": "2023-02-13",
            "to": "2023-02-28",
            "units": 1,
            "held": 1,
        },
        {"name": REST, "kind": "grassroots", "from": "2023-03-01", "to": "2023-03-31", "units": 2, "held": 0},
        {
            "name": "Cấp huyện",
            "kind": "district",
            "from": "2023-04-03",
            "to": "2023-04-28",
            "units": 0,
            "held": 0,
        },
    ]
    assert (answer["work_items"], answer["survey"]) == (
        {"total": 0, "key": 0, "done": 0, "overdue": 0},
        {"communes": 0, "sectors": 0},
    )


def test_json_of_its_units(capsys: Captured, plan: Plan) -> None:
    units = {each["code"]: each for each in found(capsys, "--unit", "838", "--as-of", "2023-03-24")["units"]}  # type: ignore[attr-defined]
    assert list(units) == ["28927", "28957", "28903"]
    assert units["28957"] == {
        "code": "28957",
        "name": "Đảng bộ xã Nhuận Phú Tân",
        "round": REST,
        "stage": "preparing",
        "planned": "2023-03-15",
        "actual": None,
        "counts": {},
        "comments_open": 1,
        "lessons": {"given": 1, "answered": 0},
        "readiness": {
            "code": "late",
            "reasons": [
                "Đánh giá sơ bộ: kế hoạch ngày 15-2-2023, chưa thực hiện, chậm 27 ngày làm việc.",
                "Góp ý dự thảo: kế hoạch ngày 27-2-2023, chưa thực hiện, chậm 19 ngày làm việc.",
                "Sẵn sàng: kế hoạch ngày 9-3-2023, chưa thực hiện, chậm 11 ngày làm việc.",
                "Đã tổ chức hội nghị: kế hoạch ngày 15-3-2023, chưa thực hiện, chậm 7 ngày làm việc.",
                "Để chuyển sang “Đánh giá sơ bộ” cần: có tổ giúp việc được thành lập.",
                "Lập kế hoạch: kế hoạch ngày 4-1-2023, thực hiện ngày 18-1-2023, chậm 10 ngày làm việc.",
                "1 góp ý đang chờ trả lời hoặc chấp nhận.",
                "1 bài học kinh nghiệm chưa trả lời.",
            ],
        },
    }
    assert units["28903"] == {
        "code": "28903",
        "name": "Đảng bộ xã Thạnh Ngãi",
        "round": REST,
        "stage": None,
        "planned": None,
        "actual": None,
        "counts": {},
        "comments_open": 0,
        "lessons": {"given": 0, "answered": 0},
        "readiness": {"code": "on_plan", "reasons": ["Chưa có mốc nào được lập kế hoạch."]},
    }
    held = units["28927"]
    assert (held["stage"], held["planned"], held["actual"]) == ("held", "2023-02-21", "2023-02-21")
    assert held["readiness"]["code"] == "held"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023-01-03", ("on_plan", [None, None, None], 0, [0, 0])),
        ("2023-01-18", ("behind", [None, "preparing", None], 0, [0, 0])),
        ("2023-02-20", ("behind", [None, "preparing", None], 1, [0, 0])),
        ("2023-02-21", ("behind", ["held", "preparing", None], 1, [0, 0])),
        ("24-2-2023", ("behind", ["held", "preparing", None], 1, [1, 0])),
    ],
)
def test_every_day_shows_what_was_known_then(
    capsys: Captured, plan: Plan, as_of: str, expected: tuple[object, ...]
) -> None:
    answer = found(capsys, "--unit", "838", "--as-of", as_of)
    units = answer["units"]
    shown = (
        answer["judgement"]["code"],  # type: ignore[index]
        [each["stage"] for each in units],  # type: ignore[attr-defined]
        sum(each["comments_open"] for each in units),  # type: ignore[attr-defined]
        [sum(each["lessons"][key] for each in units) for key in ("given", "answered")],  # type: ignore[attr-defined]
    )
    assert shown == expected


def test_json_counts_work_items_and_visits(capsys: Captured, plan: Plan) -> None:
    commune, campaign = plan.tree.commune, plan.campaign
    rows = [
        WorkRow(str(number), f"Việc {number}", key=number < 3, due_on=date(2023, 2, number))
        for number in (1, 2, 3)
    ]
    work.add_items(
        office(commune, today=date(2023, 3, 24)), unit=commune.unit, term=campaign.term, rows=rows,
        on=date(2023, 1, 10), now=NOW,
    )  # fmt: skip
    survey = actions.plan_survey(
        SYSTEM_ACTOR,
        campaign=campaign,
        draft=SurveyDraft("Khảo sát", date(2023, 1, 10), date(2023, 1, 16), date(2023, 1, 31)),
        visits=[VisitDraft(unit_id=commune.unit_id), VisitDraft("Phòng Kinh tế", VisitKind.SECTOR)],
        now=NOW,
    )
    for row in survey.visits.all():
        actions.record_visit(
            SYSTEM_ACTOR, visit=row, visited_on=date(2023, 1, 20), summary="Đã làm việc", now=NOW
        )
    counts = {}
    for as_of in ("2023-01-12", "2023-01-20", "2023-02-02", "2023-03-24"):
        answer = found(capsys, "--unit", "838", "--as-of", as_of)
        counts[as_of] = (*answer["work_items"].values(), *answer["survey"].values())  # type: ignore[attr-defined]
    assert counts == {
        "2023-01-12": (3, 2, 0, 0, 0, 0),
        "2023-01-20": (3, 2, 0, 0, 1, 1),
        "2023-02-02": (3, 2, 0, 1, 1, 1),
        "2023-03-24": (3, 2, 0, 3, 1, 1),
    }


@pytest.mark.parametrize("terminal", ["dumb", "xterm-256color", ""])
@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_table_for_people(
    capsys: Captured, plan: Plan, monkeypatch: pytest.MonkeyPatch, terminal: str, columns: str
) -> None:
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.setenv("COLUMNS", columns)
    code, out, err = asked(capsys, "--unit", "838", "--as-of", "24-3-2023")
    lines = [" ".join(line.split()) for line in out.splitlines() if line.strip()]
    assert (code, err, lines[0]) == (0, "", "Sơ kết giữa nhiệm kỳ, đến ngày 24-3-2023")
    assert lines[1] == "Mã Đơn vị Vòng Giai đoạn Kế hoạch Thực tế Góp ý mở Bài học Tình hình"
    assert lines[3:] == [
        "28927 Tân Thanh Tây Làm điểm Đã tổ chức hội nghị 21-2-2023 21-2-2023 0 0/0 đã tổ chức",
        f"28957 Nhuận Phú Tân {REST} Chuẩn bị 15-3-2023 – 1 0/1 chậm",
        f"28903 Thạnh Ngãi {REST} – – – 0 0/0 đúng kế hoạch",
        "Đầu công việc: 0, trong đó 0 trọng tâm; hoàn thành 0, quá hạn 0. Khảo sát: 0 địa phương, 0 ngành.",
        "Nhìn chung, công tác chuẩn bị và tổ chức chậm so với kế hoạch đề ra.",
        "- 2/13 mốc đến hạn được thực hiện đúng hạn (15,38%; đúng kế hoạch từ 95%, cơ bản đúng kế hoạch từ 80%).",
        "- Làm điểm: 1/1 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 13-2-2023 đến 28-2-2023).",
        f"- {REST}: 0/2 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 1-3-2023 đến 31-3-2023).",
        "- Cấp huyện: 0/0 đơn vị đã tổ chức hội nghị (thời gian kế hoạch: 3-4-2023 đến 28-4-2023).",
        "- Nhuận Phú Tân: “Đánh giá sơ bộ” chậm 27 ngày làm việc so với kế hoạch.",
        "- 1 đơn vị chưa đặt ngày kế hoạch nào nên chưa có mốc để xét.",
        "- 2 đơn vị có mốc đã thực hiện nhưng chậm so với kế hoạch.",
    ]


@pytest.mark.parametrize(
    ("unit", "name", "units"),
    [
        ("838", "Sơ kết giữa nhiệm kỳ", 3),
        ("28957", "Sơ kết giữa nhiệm kỳ", 3),
        ("83", "Toàn tỉnh", 3),
    ],
)
def test_unit_leads_to_the_campaign_that_matters_to_it(
    capsys: Captured, plan: Plan, unit: str, name: str, units: int
) -> None:
    above = make_campaign(plan.tree.province, name="Toàn tỉnh", rounds=())
    Campaign.objects.filter(pk=plan.campaign.pk).update(parent=above)
    answer = found(capsys, "--unit", unit, "--as-of", "2023-03-24")
    assert (answer["campaign"], len(answer["units"])) == (name, units)  # type: ignore[arg-type]


def test_without_a_unit_the_highest_campaign_is_shown(capsys: Captured, plan: Plan) -> None:
    assert found(capsys, "--as-of", "2023-03-24")["campaign"] == "Sơ kết giữa nhiệm kỳ"
    make_campaign(plan.tree.province, name="Toàn tỉnh", rounds=())
    assert found(capsys, "--as-of", "2023-03-24")["campaign"] == "Toàn tỉnh"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--unit", "khong-co", "--as-of", "2023-03-24"), "Không có đơn vị mã khong-co vào ngày 24-3-2023"),
        (("--unit", "1'; DROP TABLE--", "--as-of", "2023-03-24"), "Không có đơn vị mã 1'; DROP TABLE--"),
        (("--unit", "832", "--as-of", "2023-03-24"), "Ngày 24-3-2023 chưa có đợt sơ kết nào của đơn vị 832."),
        (("--unit", "838", "--as-of", "2023-01-02"), "Ngày 2-1-2023 chưa có đợt sơ kết nào của đơn vị 838."),
        (("--as-of", "2022-03-24"), "Ngày 24-3-2022 chưa có đợt sơ kết nào."),
        (("--term", "1990-1995"), "Không có nhiệm kỳ 1990-1995"),
    ],
)
@pytest.mark.parametrize("format", ["table", "json"])
def test_what_is_not_there_is_refused_in_words(
    capsys: Captured, plan: Plan, arguments: tuple[str, ...], words: str, format: str
) -> None:
    code, out, err = asked(capsys, *arguments, "--format", format)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert words in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--as-of", "31-2-2023"), "--as-of"),
        (("--as-of", "hôm qua"), "hôm qua"),
        (("--as-of", "2023"), "không phải là một ngày"),
        (("--as-of",), "--as-of: cần một giá trị"),
        (("--format", "xml"), "không có lựa chọn 'xml'"),
        (("--vong", "1"), "không hiểu --vong 1"),
        (("838",), "không hiểu 838"),
    ],
)
def test_arguments_that_cannot_be_read_give_two(
    capsys: Captured, arguments: tuple[str, ...], words: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["campaign", *arguments])
    out, err = capsys.readouterr()
    assert (stopped.value.code, out) == (2, "")
    assert err.splitlines()[-1].startswith("Tham số chưa đúng: ")
    assert words in err


def test_help_is_in_both_languages(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["campaign", "--help"])
    out = capsys.readouterr().out
    assert stopped.value.code == 0
    assert "Tiến độ đợt sơ kết" in out
    assert "Review campaign" in out
    assert all(option in out for option in ("--unit", "--as-of", "--term", "--format"))


def test_data_without_a_term_say_how_to_begin(capsys: Captured) -> None:
    code, out, err = asked(capsys)
    assert (code, out) == (1, "")
    assert err == "Chưa có nhiệm kỳ nào trong dữ liệu. Hãy chạy “nhiemky demo” hoặc “nhiemky init” trước.\n"


def test_removed_campaign_is_gone_from_that_day_on(capsys: Captured, plan: Plan) -> None:
    actions.remove_campaign(
        SYSTEM_ACTOR, campaign=plan.campaign, on=date(2023, 3, 20), reason="Lập nhầm", now=NOW
    )
    assert found(capsys, "--unit", "838", "--as-of", "2023-03-19")["campaign"] == "Sơ kết giữa nhiệm kỳ"
    code, _out, err = asked(capsys, "--unit", "838", "--as-of", "2023-03-20")
    assert (code, err) == (1, "Ngày 20-3-2023 chưa có đợt sơ kết nào của đơn vị 838.\n")


def test_withdrawn_unit_is_left_out_from_that_day_on(capsys: Captured, plan: Plan) -> None:
    third = Review.objects.get(unit__code="28903")
    actions.withdraw_review(SYSTEM_ACTOR, review=third, on=date(2023, 3, 20), reason="Sáp nhập", now=NOW)
    before = found(capsys, "--unit", "838", "--as-of", "2023-03-19")
    after = found(capsys, "--unit", "838", "--as-of", "2023-03-20")
    assert [len(each["units"]) for each in (before, after)] == [3, 2]  # type: ignore[arg-type]
    assert [each["rounds"][1]["units"] for each in (before, after)] == [2, 1]  # type: ignore[index]
