"""``nhiemky check``: whether the ledger, the frozen figures and the tables are as they must be."""

from __future__ import annotations

from nhiemky.cli.arguments import Parser
from nhiemky.cli.database import REFUSED, answering, open_data, say


def parser() -> Parser:
    """This function will give the parser of the command's arguments."""
    return Parser(
        "check",
        "Kiểm tra chuỗi nhật ký, số liệu chốt và các bảng dữ liệu.",
        "Check the ledger, frozen figures, tables.",
    )


def run(arguments: list[str]) -> int:
    """This function will check everything, say what was found, and give 0, or 1 when something does not hold."""
    parser().parse_args(arguments)
    open_data(migrate=False)
    return answering(_check)


def _check() -> int:
    from nhiemky.history.queries import verify
    from nhiemky.org.queries import terms
    from nhiemky.targets.queries import verify_freezes

    if waiting := _waiting_migrations():
        say(
            f"Bảng dữ liệu chưa được cập nhật ({', '.join(waiting)}). Chạy “nhiemky serve” một lần để cập nhật."
        )
        return REFUSED
    chain, frozen = verify(), verify_freezes()
    emptied = chain.ok and not chain.checked and bool(terms())
    if emptied:
        say("Nhật ký: KHÔNG nguyên vẹn. Nhật ký trống trong khi đã có dữ liệu.")
    elif chain.ok:
        say(f"Nhật ký: nguyên vẹn, {chain.checked} dòng. Mã dòng cuối: {chain.digest or '–'}")
    else:
        say(f"Nhật ký: KHÔNG nguyên vẹn từ dòng {chain.first_bad}. {chain.reason}")
    for fault in frozen.faults:
        say(f"Số liệu chốt “{fault.label}”: {fault.reason}")
    if not frozen.faults:
        say(f"Số liệu chốt: nguyên vẹn, {frozen.checked} lần chốt.")
    return 0 if chain.ok and not emptied and not frozen.faults else REFUSED


def _waiting_migrations() -> list[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
