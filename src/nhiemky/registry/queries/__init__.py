"""Questions to the register of directives."""

from nhiemky.registry.queries.chains import TreeNode, chain, forest, has_path
from nhiemky.registry.queries.doubts import doubts
from nhiemky.registry.queries.lines import (
    directive,
    directives,
    directives_among,
    duplicates,
    file,
    file_path,
    files,
    issuers,
    links_of,
    resolutions,
)

__all__ = [
    "TreeNode",
    "chain",
    "directive",
    "directives",
    "directives_among",
    "doubts",
    "duplicates",
    "file",
    "file_path",
    "files",
    "forest",
    "has_path",
    "issuers",
    "links_of",
    "resolutions",
]
