"""A hasher that counts how often it works."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.hashers import BasePasswordHasher


class CountingHasher(BasePasswordHasher):
    """Accept nothing; count every hash."""

    algorithm = "counting"
    count: ClassVar[int] = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).count += 1
        return f"counting${salt}$nothing"

    def verify(self, password: str, encoded: str) -> bool:
        type(self).count += 1
        return False

    def decode(self, encoded: str) -> dict[str, str]:
        return {"algorithm": self.algorithm, "salt": "salt", "hash": "nothing"}

    def must_update(self, encoded: str) -> bool:
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        return None
