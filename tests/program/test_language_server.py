"""The schemas in a real YAML language server, over its protocol: what an analyst's editor shows.

Needs the npm package yaml-language-server; YAML_LANGUAGE_SERVER names its program.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import ROOT
from editor import SAMPLE, block, blocks, lines_marked

pytestmark = pytest.mark.slow

PROGRAM = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")


class Server:
    """A language server that an editor has opened files in."""

    def __init__(self, process: "subprocess.Popen[bytes]", settings: dict[str, Any] | None = None) -> None:
        """Shake hands; the editor has these settings, by section."""
        self.process = process
        self.settings = settings or {}
        self.unread: list[dict[str, Any]] = []
        self.number = 0
        self.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": {}})
        self.send("initialized", {})

    def send(self, method: str, parameters: object, **more: object) -> None:
        """Send a message."""
        content = json.dumps({"jsonrpc": "2.0", "method": method, "params": parameters, **more}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def ask(self, method: str, parameters: object) -> Any:  # noqa: ANN401  whatever the protocol answers
        """Send a request and return its answer; keep what else comes in."""
        self.number += 1
        self.send(method, parameters, id=self.number)
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                return message.get("result")

    def receive(self) -> dict[str, Any]:
        """Return the next message, and answer it if it is a request of the server."""
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:
            self.answer(message)
        self.unread.append(message)
        return message

    def answer(self, message: dict[str, Any]) -> None:
        """Answer a request of the server for settings with them, and any other with nothing."""
        items = message.get("params", {}).get("items", [])
        result = (
            [self.settings.get(item.get("section")) for item in items]
            if message["method"] == "workspace/configuration"
            else None
        )
        content = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def open(self, path: Path, text: str) -> str:
        """Open a text as a file; return its address."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        return uri

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        """Return what the server underlines in a file."""
        while True:
            for message in self.unread:
                if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                    self.unread.remove(message)
                    return list(message["params"]["diagnostics"])
            self.receive()

    def at(self, method: str, uri: str, line: int, column: int) -> Any:  # noqa: ANN401  whatever the protocol answers
        """Ask about a place in a file."""
        position = {"line": line, "character": column}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": position})


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Start a language server."""
    if PROGRAM is None:
        pytest.skip("yaml-language-server is not installed")
    with subprocess.Popen([PROGRAM, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Server(process)
        process.kill()


def headed(kind: str, folder: Path, text: str) -> str:
    """Return a text with the line that names its schema, as a file in a folder."""
    schema = os.path.relpath(ROOT / "schema" / "nl" / f"{kind}.json", folder)
    return f"# yaml-language-server: $schema={schema}\n{text}"


def test_a_key_s_fields_are_offered(server: Server, tmp_path: Path) -> None:
    text = headed("keys", tmp_path, "participants: {a: {}}\nkeys:\n  rid:\n    \n")
    uri = server.open(tmp_path / "keys.yaml", text)
    offered = server.at("completion", uri, 4, 4)["items"]
    labels = {item["label"] for item in offered}
    assert {"shares", "weights", "driver", "among", "blend", "versions", "name", "note"} <= labels


def test_a_field_is_explained(server: Server, tmp_path: Path) -> None:
    text = headed(
        "measures", tmp_path, "budget: {years: [2027]}\nmeasures:\n  m:\n    nature: incidental\n    key: k\n"
    )
    uri = server.open(tmp_path / "measures.yaml", text)
    shown = json.dumps(server.at("hover", uri, 4, 6), ensure_ascii=False)
    assert "Incidenteel (eenmalig) of structureel (ieder jaar)" in shown
    offered = {item["label"] for item in server.at("completion", uri, 4, 12)["items"]}
    assert {"incidental", "structural"} <= offered


def test_an_unknown_field_is_underlined(server: Server, tmp_path: Path) -> None:
    text = """\
budget: {years: [2027]}
measures:
  m:
    natuur: incidental
    nature: incidental
    key: k
    amounts: {2027: 1}
"""
    uri = server.open(tmp_path / "wrong.yaml", headed("measures", tmp_path, text))
    found = server.diagnostics(uri)
    assert [(one["range"]["start"]["line"], "natuur" in one["message"]) for one in found] == [(4, True)]


@pytest.mark.parametrize("name", ["keys", "measures", "scenarios/raadsbrief", "scenarios/rapport"])
def test_nothing_is_underlined_in_the_files_that_ship(name: str, server: Server) -> None:
    path = ROOT / "data" / f"{name}.yaml"
    assert server.diagnostics(server.open(path, path.read_text(encoding="utf-8"))) == []


def copy_schemas(folder: Path) -> None:
    """Write the schemas as `ridcalc schema` does, to the folder that docs/editor.md names."""
    shutil.copytree(ROOT / "schema" / "nl", folder / "schema")


def test_the_editor_underlines_the_lines_that_the_page_says_and_no_other(server: Server, tmp_path: Path) -> None:
    copy_schemas(tmp_path)
    found = server.diagnostics(server.open(tmp_path / "sample.yaml", SAMPLE))
    assert sorted(one["range"]["start"]["line"] + 1 for one in found) == lines_marked("# editor")


@pytest.mark.parametrize(
    ("measure", "complaint"),
    [
        ("{nature: incidental, key: k, total: 1}", "spread"),
        ("{nature: incidental, key: k, amounts: {2027: 1}, total: 1, spread: {2027: 100%}}", "schema"),
        ("{nature: incidental, key: k, amounts: {2027: 'p.m.'}}", "pattern"),
        ("{nature: incidental, key: k, amounts: {2027-Q5: 1}}", "2027-Q5"),
    ],
    ids=["missing", "excluding", "number", "period"],
)
def test_what_is_missing_excluding_or_in_another_form_is_underlined(
    measure: str, complaint: str, server: Server, tmp_path: Path
) -> None:
    text = headed("measures", tmp_path, f"budget: {{years: [2027]}}\nmeasures:\n  m: {measure}\n")
    found = server.diagnostics(server.open(tmp_path / "measures.yaml", text))
    assert {one["range"]["start"]["line"] for one in found} == {3}
    assert any(complaint in one["message"] for one in found), found


def test_the_explanation_of_a_field_has_an_example(server: Server, tmp_path: Path) -> None:
    uri = server.open(tmp_path / "years.yaml", headed("measures", tmp_path, "budget:\n  years: [2027]\n"))
    assert "2023" in json.dumps(server.at("hover", uri, 2, 4))


def test_a_setting_takes_the_place_of_the_first_line(tmp_path: Path) -> None:
    if PROGRAM is None:
        pytest.skip("yaml-language-server is not installed")
    copy_schemas(tmp_path / "data")
    setting = json.loads(block("json", '{\n  "yaml.schemas"'))["yaml.schemas"]
    schemas = {(tmp_path / schema).as_uri(): pattern for schema, pattern in setting.items()}
    with subprocess.Popen([PROGRAM, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        editor = Server(process, {"yaml": {"schemas": schemas}})
        text = SAMPLE.partition("\n")[2]  # without the line that names the schema
        found = editor.diagnostics(editor.open(tmp_path / "data" / "measures.yaml", text))
        assert sorted(one["range"]["start"]["line"] + 2 for one in found) == lines_marked("# editor")
        process.kill()


@pytest.mark.parametrize("number", [number for number, text in enumerate(blocks("yaml")) if text != SAMPLE])
def test_a_block_of_the_page_is_yaml_without_mistakes(number: int, server: Server, tmp_path: Path) -> None:
    text = blocks("yaml")[number]
    assert server.diagnostics(server.open(tmp_path / f"block-{number}.yaml", text)) == []
