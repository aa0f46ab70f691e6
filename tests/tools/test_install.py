from __future__ import annotations

import sys

import pytest

from tools.install import commands, pip_decides

PLAIN = (
    "global.cert='bundle.crt'\nglobal.extra-index-url='file:///wheels/simple'\n:env:.find-links='wheels'\n"
)


@pytest.mark.parametrize(
    ("configuration", "environment", "decides"),
    [
        ("", {}, False),
        (PLAIN, {}, False),
        ("global.index-url='mirror'\n", {}, True),
        (":env:.no-index='1'\n:env:.find-links='wheels'\n", {}, True),
        ("install.no-index='true'\n", {}, True),
        ("global.index-url='mirror'\n", {"UV_DEFAULT_INDEX": "mirror"}, False),
    ],
)
def test_pip_decides_where_only_its_configuration_names_an_index(
    configuration: str, environment: dict[str, str], decides: bool
) -> None:
    assert pip_decides(configuration, environment) is decides


def test_commands_install_by_hash_then_the_project_in_place() -> None:
    run = (sys.executable, "-m", "pip", "install", "--quiet")
    assert commands(lock="requirements.lock", by_uv=False) == (
        (*run, "--require-hashes", "-r", "requirements.lock"),
        (*run, "--no-deps", "-e", "."),
    )


def test_commands_tell_uv_which_environment_is_meant() -> None:
    for command in commands(lock="requirements.lock", by_uv=True):
        assert command[:7] == (sys.executable, "-m", "uv", "pip", "install", "--python", sys.executable)
