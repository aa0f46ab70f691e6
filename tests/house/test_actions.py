"""Every public action is one transaction that asks the policy and leaves a line in the ledger."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.house.source import Function, Module, called, modules

# Nobody is signed in yet when these are called, or they are the ledger itself; each says in its docstring whom it lets in.
WITHOUT_ACTOR = {
    "history.record",
    "org.accept_invitation",
    "org.first_administrator",
    "org.sign_in",
    "org.sign_out",
}
THE_LEDGER = {"history.record"}


def action_modules(every: Iterable[Module]) -> list[Module]:
    return [module for module in every if len(module.parts) > 1 and module.parts[1] == "actions"]


def public_actions(every: Iterable[Module]) -> Iterator[tuple[str, Function]]:
    """Give room and function: those of ``actions.py``, or those that the package ``actions`` gives out."""
    found = action_modules(every)
    for module in found:
        given_out = {
            alias.name
            for inner in found
            if inner.parts == (module.room, "actions")
            for node in inner.tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for function in module.functions():
            if not function.name.startswith("_") and (len(module.parts) == 2 or function.name in given_out):
                yield f"{module.room}.{function.name}", function


def asks_policy(function: Function) -> bool:
    return any(name.lstrip("_").startswith("require") for name in calls_of(function))


def leaves_a_line(function: Function) -> bool:
    return "record" in calls_of(function)


def is_one_transaction(function: Function) -> bool:
    return any(
        isinstance(node, ast.Attribute | ast.Name)
        and "atomic" in (getattr(node, "attr", ""), getattr(node, "id", ""))
        for node in ast.walk(function)
    )


def calls_of(function: Function) -> set[str]:
    return {called(node) for node in ast.walk(function) if isinstance(node, ast.Call)}


def reaches(function: Function, holds: Callable[[Function], bool], known: dict[str, Function]) -> bool:
    """Tell whether the rule holds for the function or for one that it calls in actions, however far down."""
    seen: set[str] = set()
    waiting = [function]
    while waiting:
        current = waiting.pop()
        if holds(current):
            return True
        for name in calls_of(current) & known.keys() - seen:
            seen.add(name)
            waiting.append(known[name])
    return False


def missing(every: Iterable[Module], holds: Callable[[Function], bool], exempt: set[str]) -> list[str]:
    """Give the public actions for which the rule does not hold."""
    listed = list(every)
    known = {function.name: function for module in action_modules(listed) for function in module.functions()}
    return [
        name
        for name, function in public_actions(listed)
        if name not in exempt and not reaches(function, holds, known)
    ]


def without_actor(every: Iterable[Module]) -> list[str]:
    return [
        name
        for name, function in public_actions(every)
        if name not in WITHOUT_ACTOR and [argument.arg for argument in function.args.args[:1]] != ["actor"]
    ]


def test_every_action_takes_the_actor_first() -> None:
    assert without_actor(modules()) == []


def test_every_action_asks_the_policy() -> None:
    assert missing(modules(), asks_policy, WITHOUT_ACTOR) == []


def test_every_action_leaves_a_line_in_the_ledger() -> None:
    assert missing(modules(), leaves_a_line, THE_LEDGER) == []


def test_every_action_is_one_transaction() -> None:
    assert missing(modules(), is_one_transaction, THE_LEDGER) == []


GOOD = """
@transaction.atomic
def add_unit(actor, *, code):
    policy.require(actor, Verb.KEEP_UNITS, path)
    return _finish(actor)

def add_units(actor, *, codes):
    return [add_unit(actor, code=code) for code in codes]

def _finish(actor):
    history.record(actor)
"""
BAD = """
def add_unit(actor, *, code):
    return Unit.objects.create(code=code)

def add_term(term):
    return term
"""


def test_good_actions_pass() -> None:
    good = [Module("org.actions", GOOD)]
    for rule in (asks_policy, leaves_a_line, is_one_transaction):
        assert missing(good, rule, set()) == []


@pytest.mark.parametrize("rule", [asks_policy, leaves_a_line, is_one_transaction])
def test_bad_actions_are_found(rule: Callable[[Function], bool]) -> None:
    assert missing([Module("org.actions", BAD)], rule, set()) == ["org.add_unit", "org.add_term"]
    assert without_actor([Module("org.actions", BAD)]) == ["org.add_term"]


def test_a_package_of_actions_is_judged_by_what_it_gives_out() -> None:
    package = [
        Module("org.actions", "from nhiemky.org.actions.units import add_unit"),
        Module("org.actions.units", BAD),
    ]
    assert missing(package, asks_policy, set()) == ["org.add_unit"]
