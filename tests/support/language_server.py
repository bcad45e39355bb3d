"""The YAML language server that editors run, asked as an editor asks it (LSP over stdio)."""

from __future__ import annotations

import itertools
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

from site_builder.engine.npm import node
from tests.support.javascript import developer_packages

CURSOR = "¦"
"""Where the cursor is in a text."""
PATIENCE = 60
SETTINGS = {"yaml": {"schemaStore": {"enable": False}, "validate": True, "completion": True, "hover": True}}
"""An editor's, without the schemas that it would fetch from the network."""


class LanguageServer:
    """A running server, in the way that an editor speaks to it."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path) -> None:
        self.process = process
        self._ids = itertools.count(1)
        self._replies: dict[int, Queue[Any]] = {}
        self._diagnostics: Queue[Any] = Queue()
        threading.Thread(target=self._read, daemon=True).start()
        abilities = {
            "workspace": {"configuration": True},
            "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
        }
        about = {"processId": None, "rootUri": root.as_uri(), "capabilities": abilities}
        self.ask("initialize", about)
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request."""
        id = next(self._ids)
        self._replies[id] = Queue()
        self._send({"id": id, "method": method, "params": params})
        reply = self._replies[id].get(timeout=PATIENCE)
        assert "error" not in reply, reply
        return reply["result"]

    def tell(self, method: str, params: Any) -> None:
        """Send what has no reply."""
        self._send({"method": method, "params": params})

    def open(self, folder: Path, text: str) -> str:
        """Open a new file in a folder, with a text that is on no disk; its address."""
        uri = (folder / f"open-{next(self._ids)}.yml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def faults(self, uri: str) -> list[str]:
        """What the server's next report finds wrong with an open file, each with its line."""
        while True:
            report = self._diagnostics.get(timeout=PATIENCE)
            if report["uri"] == uri:
                found = report["diagnostics"]
                return [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in found]

    def changed_on_disk(self, path: Path) -> None:
        """Tell what an editor sees that follows the files of its folder."""
        self.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": 2}]})

    def offers(self, folder: Path, text: str) -> dict[str, str]:
        """What is offered at the cursor of a file in a folder: the words in the list, with what each says."""
        found = self._at_cursor("textDocument/completion", folder, text)
        items = found["items"] if isinstance(found, dict) else found
        return {one["label"]: _words(one.get("documentation")) for one in items}

    def hover(self, folder: Path, text: str) -> str:
        """What is shown of the place under the cursor."""
        return _words((self._at_cursor("textDocument/hover", folder, text) or {}).get("contents"))

    def _at_cursor(self, method: str, folder: Path, text: str) -> Any:
        before, cursor, after = text.partition(CURSOR)
        assert cursor
        uri = self.open(folder, before + after)
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self.ask(method, {"textDocument": {"uri": uri}, "position": place})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> None:
        assert self.process.stdout
        for message in _messages(self.process.stdout):
            if "method" in message and "id" in message:
                sections = message.get("params", {}).get("items", [])
                result = [SETTINGS.get(one.get("section")) for one in sections] or None
                self._send({"id": message["id"], "result": result})
            elif "id" in message:
                self._replies[message["id"]].put(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                self._diagnostics.put(message["params"])


def _messages(stream: Any) -> Iterator[dict[str, Any]]:
    while True:
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            return
        yield json.loads(stream.read(length))


def _words(said: Any) -> str:
    return said.get("value", "") if isinstance(said, dict) else said or ""


@contextmanager
def language_server(root: Path) -> Iterator[LanguageServer]:
    """A server that works in a folder."""
    program = developer_packages() / "yaml-language-server" / "bin" / "yaml-language-server"
    command = [*node(), str(program), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        try:
            yield LanguageServer(process, root)
        finally:
            process.kill()
