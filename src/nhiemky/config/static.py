"""Static files: with a digest in their names once collected, under plain names before."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Gives the collected name of a file, or its plain name where nothing was collected (a checkout, tests)."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        collected: str | None = self.hashed_files.get(self.hash_key(self.clean_name(name)))
        return collected or name
