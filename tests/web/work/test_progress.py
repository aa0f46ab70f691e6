"""Reporting on screen: one item with its evidence, and all of a unit in one table."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.history.models import LedgerLine
from nhiemky.org.vocab import RoleCode
from nhiemky.work.models import Progress
from nhiemky.work.vocab import WorkState
from tests.cast import Tree
from tests.cast_work import make_item, report
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post
from tests.web.work.conftest import Work

GRID = "/dau-cong-viec/bao-cao/"


def latest(work: Work, number: str) -> tuple[date, int, str, int | None, str]:
    row = Progress.objects.filter(item=work.items[number]).order_by("-on", "-version")[0]
    return row.on, row.version, row.state, row.percent, row.result


def test_a_report_is_written_for_its_day(office: Client, work: Work) -> None:
    shown = get(office, work.at("3", "bao-cao/"))
    assert (shown.value("on"), shown.value("state")) == ("21-2-2023", "not_started")
    assert "Chưa có báo cáo nào." in shown.texts("//form//p")
    given = {
        "on": "20-2-2023",
        "state": "in_progress",
        "percent": "35",
        "result": "Đã cắm mốc",
        "evidence": "Biên bản 3",
    }
    assert office.post(work.at("3", "bao-cao/"), given).status_code == 302
    assert latest(work, "3") == (date(2023, 2, 20), 1, "in_progress", 35, "Đã cắm mốc")


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"percent": "101"}, "percent", "Số lớn nhất được nhận là 100."),
        ({"percent": "-1"}, "percent", "Số nhỏ nhất được nhận là 0."),
        ({"percent": "ba mươi"}, "percent", "Hãy nhập một số nguyên, ví dụ 12."),
        ({"state": "done", "percent": "90"}, "percent", "Đầu công việc đã hoàn thành thì tỷ lệ là 100 %."),
        (
            {"state": "not_started", "percent": "5"},
            "percent",
            "Đầu công việc chưa triển khai thì tỷ lệ là 0 %.",
        ),
        ({"state": "la"}, "state", "Không có “la” trong danh sách."),
        ({"on": "22-2-2023"}, "on", "Ngày 22-2-2023 chưa tới."),
        ({"on": "14-1-2021"}, "on", "Ngày báo cáo trước ngày giao việc 15-1-2021."),
        ({"on": ""}, "on", "Chưa nhập mục này."),
        ({"result": "x" * 4001}, "result", "Kết quả dài quá 4000 ký tự."),
        ({"evidence": "x" * 501}, "evidence", "Minh chứng dài quá 500 ký tự."),
    ],
)
def test_a_wrong_report_is_said_at_its_field(
    office: Client, work: Work, changes: dict[str, str], field: str, message: str
) -> None:
    before = (LedgerLine.objects.count(), Progress.objects.count())
    given = {
        "on": "21-2-2023",
        "state": "in_progress",
        "percent": "35",
        "result": "Đã cắm mốc",
        "evidence": "",
        **changes,
    }
    page = post(office, work.at("3", "bao-cao/"), **given)
    assert (page.status, page.errors(field)) == (422, [message])
    assert (LedgerLine.objects.count(), Progress.objects.count()) == before
    assert page.value("state") == changes.get("state", "in_progress") or changes.get("state") == "la"


def test_two_reports_of_one_day_do_not_pass_each_other(office: Client, work: Work) -> None:
    shown = get(office, work.at("2", "bao-cao/"))
    report(
        work.place, work.items["2"], WorkState.IN_PROGRESS, 80, on=date(2023, 2, 21), result="Của người khác"
    )
    given = {"on": "21-2-2023", "state": "done", "percent": "", "result": "Của tôi", "evidence": ""}
    page = post(
        office,
        work.at("2", "bao-cao/"),
        **{**given, "seen": shown.value("seen"), "seen_on": shown.value("seen_on")},
    )
    assert (page.status, page.value("result")) == (422, "Của tôi")
    assert page.summary[0].startswith("Đầu công việc 2 vừa được Trần Thị Bình báo cáo cho ngày 21-2-2023")
    assert latest(work, "2")[4] == "Của người khác"


def test_a_report_that_says_nothing_new_writes_nothing(office: Client, work: Work) -> None:
    report(work.place, work.items["2"], WorkState.IN_PROGRESS, 80, on=date(2023, 2, 21))
    before = LedgerLine.objects.count()
    shown = get(office, work.at("2", "bao-cao/"))
    given = {
        "on": "21-2-2023",
        "state": "in_progress",
        "percent": "80",
        "result": "",
        "evidence": "",
        "seen": "1",
    }
    assert (shown.value("seen"), shown.value("percent")) == ("1", "80")
    assert office.post(work.at("2", "bao-cao/"), {**given, "seen_on": "21-2-2023"}).status_code == 302
    assert get(office, work.at("2")).messages == ["Kết quả như đã báo cáo; không có gì thay đổi."]
    assert LedgerLine.objects.count() == before


def fields(page: Page, work: Work, **changes: str) -> dict[str, str]:
    """Give what the table would send, changed; a key of "s2" is the state of item 2."""
    names = {number: item.pk for number, item in work.items.items()}
    sent = {f"{part}-{pk}": page.value(f"{part}-{pk}") for pk in names.values() for part in "sprvd"}
    sent |= {"on": page.value("on"), "seen_on": page.value("seen_on")}
    return {
        **sent,
        **{f"{key[0]}-{names[key[1:]]}" if key[1:] in names else key: text for key, text in changes.items()},
    }


def test_the_table_shows_what_was_last_reported(office: Client, work: Work) -> None:
    page = get(office, GRID)
    shown = fields(page, work)
    pk = {number: item.pk for number, item in work.items.items()}
    assert (shown[f"s-{pk['1']}"], shown[f"p-{pk['1']}"], shown[f"r-{pk['1']}"]) == (
        "done",
        "100",
        "Trồng 60 ha",
    )
    assert (shown[f"s-{pk['T1']}"], shown[f"p-{pk['T1']}"], shown[f"r-{pk['T1']}"]) == ("not_started", "", "")
    assert (shown["on"], shown["seen_on"]) == ("21-2-2023", "21-2-2023")
    assert {shown[f"v-{key}"] for key in pk.values()} == {"0"}


def test_only_changed_rows_are_reported(office: Client, work: Work) -> None:
    page = get(office, GRID)
    before, lines = Progress.objects.count(), LedgerLine.objects.count()
    answer = office.post(
        GRID, fields(page, work, s2="done", p2="", sT1="in_progress", pT1="10%", rT1=" Đã họp ")
    )
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/dau-cong-viec/")
    assert (Progress.objects.count() - before, LedgerLine.objects.count() - lines) == (2, 1)
    assert latest(work, "2") == (date(2023, 2, 21), 1, "done", 100, "Đang lợp mái")
    assert latest(work, "T1") == (date(2023, 2, 21), 1, "in_progress", 10, "Đã họp")


def test_a_table_sent_as_it_was_writes_nothing(office: Client, work: Work) -> None:
    page = get(office, GRID)
    before = LedgerLine.objects.count()
    assert office.post(GRID, fields(page, work)).headers["Location"].partition("?")[0] == GRID
    assert get(office, GRID).messages == ["Không có dòng nào thay đổi; chưa ghi gì."]
    assert LedgerLine.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"p2": "101"}, "Tỷ lệ phải từ 0 đến 100 %."),
        ({"p2": "nhiều"}, "Tỷ lệ là một số nguyên từ 0 đến 100; trạng thái chọn trong danh sách."),
        ({"p2": "9" * 400}, "Tỷ lệ là một số nguyên từ 0 đến 100; trạng thái chọn trong danh sách."),
        ({"s2": "la"}, "Tỷ lệ là một số nguyên từ 0 đến 100; trạng thái chọn trong danh sách."),
        ({"s2": "done", "p2": "70"}, "Đầu công việc đã hoàn thành thì tỷ lệ là 100 %."),
        ({"r2": "x" * 4001}, "Kết quả dài quá 4000 ký tự."),
    ],
)
def test_a_wrong_row_is_said_in_its_row_and_nothing_is_written(
    office: Client, work: Work, changes: dict[str, str], words: str
) -> None:
    before = Progress.objects.count()
    page = post(office, GRID, **fields(get(office, GRID), work, rT1="Đã họp, chờ kết luận", **changes))
    assert page.status == 422
    assert page.texts(f"//span[@id='loi-{work.items['2'].pk}']") == [words]
    assert page.summary == ["Có dòng chưa ghi được; xem lời nhắc ở từng dòng. Chưa có gì được lưu."]
    assert page.value(f"r-{work.items['T1'].pk}") == "Đã họp, chờ kết luận"
    assert Progress.objects.count() == before


def test_a_wrong_day_is_said_above(office: Client, work: Work) -> None:
    page = post(office, GRID, **fields(get(office, GRID), work, s2="done", p2="100", on="1-3-2023"))
    assert (page.status, page.summary) == (422, ["Ngày 1-3-2023 chưa tới."])
    assert page.value(f"s-{work.items['2'].pk}") == "done"


def test_whoever_was_slower_in_the_table_is_told(office: Client, work: Work) -> None:
    page = get(office, GRID)
    report(
        work.place, work.items["2"], WorkState.IN_PROGRESS, 75, on=date(2023, 2, 21), result="Của người khác"
    )
    sent = post(office, GRID, **fields(page, work, r2="Của tôi"))
    assert (sent.status, sent.value(f"r-{work.items['2'].pk}")) == (422, "Của tôi")
    assert sent.summary[0].startswith("Đầu công việc 2 vừa được")
    assert latest(work, "2")[4] == "Của người khác"


def test_a_row_left_alone_is_not_reported_whatever_others_report(office: Client, work: Work) -> None:
    page = get(office, GRID)
    report(
        work.place, work.items["2"], WorkState.IN_PROGRESS, 90, on=date(2023, 2, 20), result="Của người khác"
    )
    report(work.place, work.items["3"], WorkState.IN_PROGRESS, 20, on=date(2023, 2, 21))
    assert office.post(GRID, fields(page, work, sT1="in_progress", pT1="10")).status_code == 302
    assert latest(work, "2")[:4] == (date(2023, 2, 20), 1, "in_progress", 90)
    assert latest(work, "3")[:4] == (date(2023, 2, 21), 1, "in_progress", 20)
    assert latest(work, "T1")[:4] == (date(2023, 2, 21), 1, "in_progress", 10)


def test_a_day_that_was_not_looked_at_is_not_written_over(office: Client, work: Work) -> None:
    page = get(office, GRID)
    report(
        work.place, work.items["2"], WorkState.IN_PROGRESS, 90, on=date(2023, 2, 20), result="Của người khác"
    )
    sent = post(office, GRID, **fields(page, work, p2="75", on="20-2-2023"))
    assert sent.status == 422
    assert sent.summary[0].startswith("Đầu công việc 2 vừa được")
    given = {
        "on": "20-2-2023",
        "state": "in_progress",
        "percent": "75",
        "result": "",
        "evidence": "",
        "seen": "0",
    }
    alone = post(office, work.at("2", "bao-cao/"), **given, seen_on="21-2-2023")
    assert (alone.status, alone.summary[0][:25]) == (422, "Đầu công việc 2 vừa được ")
    assert latest(work, "2")[4] == "Của người khác"


def test_the_table_of_an_earlier_day_reports_that_day(office: Client, work: Work) -> None:
    page = get(office, f"{GRID}?den=31-01-2023")
    assert page.value("on") == "31-1-2023"
    office.post(f"{GRID}?den=31-01-2023", fields(page, work, p2="72"))
    assert latest(work, "2") == (date(2023, 1, 31), 2, "in_progress", 72, "Đang lợp mái")


@pytest.mark.parametrize(
    ("role", "where", "status"),
    [
        (RoleCode.OFFICE, "commune", 200),
        (RoleCode.LEADER, "commune", 403),
        (RoleCode.DELEGATE, "commune", 403),
        (RoleCode.OFFICE, "second", 404),
        (RoleCode.OFFICE, "district", 403),
    ],
)
def test_who_may_report(tree: Tree, work: Work, role: RoleCode, where: str, status: int) -> None:
    client = visitor(role, getattr(tree, where), "nguoi-bao")
    assert client.get(GRID, {"don-vi": "28927"}).status_code == status


def test_a_unit_without_work_has_nothing_to_report(tree: Tree, work: Work) -> None:
    page = get(visitor(RoleCode.OFFICE, tree.second, "xa-khac"), GRID)
    assert page.root.xpath("//form[@class='work-grid']") == []
    assert "Đơn vị chưa có đầu công việc" in " ".join(page.texts("//main"))


def test_as_many_queries_for_many_rows_as_for_few(office: Client, work: Work) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            get(office, GRID)
        return len(asked)

    counted()
    few = counted()
    for number in range(10, 40):
        make_item(work.place, work.term, str(number))
    assert (counted(), few < 25) == (few, True)
