"""Keeping the register of directives, its links and files."""

from nhiemky.registry.actions.files import (
    SecretFile,
    StorageRefused,
    attach_file,
    hand_out_file,
    purge_file,
    remove_file,
)
from nhiemky.registry.actions.lines import (
    add_directive,
    change_directive,
    restore_directive,
    withdraw_directive,
)
from nhiemky.registry.actions.links import link, unlink

__all__ = [
    "SecretFile",
    "StorageRefused",
    "add_directive",
    "attach_file",
    "change_directive",
    "hand_out_file",
    "link",
    "purge_file",
    "remove_file",
    "restore_directive",
    "unlink",
    "withdraw_directive",
]
