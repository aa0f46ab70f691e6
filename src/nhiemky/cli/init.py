"""``nhiemky init``: the first unit, term and administrator of a real installation."""

from __future__ import annotations

from argparse import Namespace

from nhiemky.cli.arguments import Parser
from nhiemky.cli.database import answering, clock, open_data, say


def parser() -> Parser:
    """This function will give the parser of the command's arguments."""
    parser = Parser(
        "init",
        "Khởi tạo dữ liệu thật: đơn vị cao nhất, nhiệm kỳ, quản trị đầu tiên.",
        "Begin real data: the highest unit, the term, the first administrator.",
    )
    parser.add_argument("--code", required=True, metavar="MÃ", help="mã đơn vị / official code")
    parser.add_argument(
        "--name", required=True, metavar="TÊN", help="tên đơn vị, ví dụ “Đảng bộ xã Tân Thanh Tây” / name"
    )
    parser.add_argument(
        "--committee", metavar="TÊN", help="cơ quan ban hành, ví dụ “Đảng ủy xã …” / issuing committee"
    )
    parser.add_argument(
        "--symbol", default="ĐU", help="ký hiệu cơ quan ban hành (TU, HU, ĐU…) / issuer in symbols"
    )
    parser.add_argument("--place", metavar="ĐỊA DANH", help="địa danh ghi trên văn bản / place on documents")
    parser.add_argument("--type", default="Đảng bộ", metavar="LOẠI", help="loại đơn vị / type of unit")
    parser.add_argument("--term", default="2025-2030", metavar="2025-2030", help="nhiệm kỳ / term")
    parser.add_argument(
        "--admin", default="Quản trị hệ thống", metavar="HỌ TÊN", help="người quản trị / administrator"
    )
    return parser


def run(arguments: list[str]) -> int:
    """This function will begin the data and print the one-time link of the administrator; 1 when data exist."""
    options = parser().parse_args(arguments)
    open_data()
    return answering(lambda: _begin(options))


def _begin(options: Namespace) -> int:
    from django.db import transaction

    from nhiemky.history.vocab import Conflict, FieldError, Invalid
    from nhiemky.kernel.scoring import PeriodError, TermYears
    from nhiemky.org import actions
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.scenario.queries import is_empty

    if not is_empty():
        raise Conflict("Dữ liệu đã được khởi tạo. Thêm đơn vị, nhiệm kỳ và người dùng trên trang làm việc.")
    now = clock()
    short = options.name.removeprefix("Đảng bộ ").removeprefix("xã ").removeprefix("phường ")
    try:
        years = TermYears.of_label(options.term)
    except PeriodError as error:
        raise Invalid(FieldError("term", f"{error} Ghi hai năm, ví dụ 2025-2030.")) from error
    with transaction.atomic():
        actions.add_term(SYSTEM_ACTOR, label=options.term, first_year=years.first, last_year=years.last)
        actions.add_unit_type(SYSTEM_ACTOR, code="root", name=options.type, rank=1)
        state = actions.add_unit(
            SYSTEM_ACTOR,
            code=options.code,
            type_code="root",
            parent=None,
            valid_from=years.start.replace(year=years.first - 1),
            name=options.name,
            short_name=short,
            committee_name=options.committee or options.name.replace("Đảng bộ", "Đảng ủy", 1),
            symbol=options.symbol,
            place=options.place or short,
        )
        user, secret = actions.first_administrator(
            full_name=options.admin, username="quantri", now=now, today=now.date(), unit=state.unit
        )
    say(f"Đã khởi tạo {options.name}, nhiệm kỳ {options.term}.")
    say(f"Tên đăng nhập của quản trị: {user.username}")
    say(
        f"Để đặt mật khẩu, mở /loi-moi/{secret}/ trên trang làm việc (dùng một lần, trong 72 giờ). “nhiemky serve” in lại địa chỉ "
        "đầy đủ mỗi lần chạy cho đến khi quản trị đặt mật khẩu; địa chỉ in sau thay cho địa chỉ in trước."
    )
    return 0
