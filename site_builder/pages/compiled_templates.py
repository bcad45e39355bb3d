"""Jinja2's compiled templates, kept in memory for checks and in a folder for builds."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from site_builder.store import read_hashed, write_hashed


class CompiledInMemory(BytecodeCache):
    """Compiled templates of checks: while somebody writes, a template that stays is compiled once."""

    def __init__(self) -> None:
        self.codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's code, unless it is that of another text."""
        if code := self.codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self.codes[bucket.key] = bucket.bytecode_to_string()


class CompiledOnDisk(FileSystemBytecodeCache):
    """Compiled templates in a folder, each behind its SHA-256: what was damaged is compiled anew."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's code, unless it is not there or is not what was written."""
        with suppress(OSError):
            if code := read_hashed(Path(self._get_cache_filename(bucket))):
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template's code, whole or not at all."""
        with suppress(OSError):  # a cache that cannot be written can be done without
            write_hashed(Path(self._get_cache_filename(bucket)), bucket.bytecode_to_string())
