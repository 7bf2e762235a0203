"""Chromium: what axe-core finds on a page, and what a browser that runs no script shows.

CHROMIUM names the program, or it is on the PATH; AXE names the folder of the npm package axe-core.
"""

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = os.environ.get("AXE")

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_RUN = """<script>{axe}</script><script>
addEventListener("load", async () => {{
  for (const one of document.querySelectorAll("details")) one.open = {opened};
  const found = await axe.run(document, {{resultTypes: ["violations", "incomplete", "passes"]}});
  const short = list => list.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 200))]);
  const passes = found.passes.length;
  const result = {{violations: short(found.violations), incomplete: short(found.incomplete), passes}};
  const place = document.createElement("pre");
  place.id = "axe-result";
  place.textContent = JSON.stringify(result);
  document.body.append(place);
}});
</script></body>"""


def findings(html: str, *, width: int = 1280, opened: bool = True) -> dict[str, Any]:
    """Return what axe-core finds on a page of this width; `opened` unfolds what the page has folded."""
    axe = (Path(str(AXE)) / "axe.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    script = _RUN.format(axe=axe, opened=json.dumps(opened))
    dom = dumped(_POLICY.sub("", html).replace("</body>", script), width)
    found = re.search(r'<pre id="axe-result">(.*?)</pre>', dom, re.DOTALL)
    assert found, dom[-2000:]
    result: dict[str, Any] = json.loads(unescape(found[1]))
    return result


_MEASURE = """<script>
addEventListener("load", () => {
  const found = [], screen = document.documentElement;
  if (screen.scrollWidth > screen.clientWidth) found.push(["page", screen.scrollWidth, screen.clientWidth]);
  for (const text of document.querySelectorAll("svg text")) {
    const box = text.getBBox(), whole = text.ownerSVGElement.viewBox.baseVal;
    if (box.x < -3 || box.x + box.width > whole.width + 3) found.push(["label", text.textContent]);
  }
  const place = document.createElement("pre");
  place.id = "too-wide";
  place.textContent = JSON.stringify(found);
  document.body.append(place);
});
</script></body>"""


def too_wide(html: str, width: int, *, printed: bool = False) -> list[Any]:
    """Return what is wider than a page of this width, and the labels of charts that are cut."""
    shown = html.replace("@media print", "@media all") if printed else html
    dom = dumped(_POLICY.sub("", shown).replace("</body>", _MEASURE), width)
    found = re.search(r'<pre id="too-wide">(.*?)</pre>', dom, re.DOTALL)
    assert found, dom[-2000:]
    result: list[Any] = json.loads(unescape(found[1]))
    return result


def dumped(html: str, width: int = 1280) -> str:
    """Return the document that a browser makes of a page."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile")
        command = [str(CHROMIUM), *options, f"--window-size={width},1000", "--virtual-time-budget=20000", "--dump-dom"]
        done = subprocess.run([*command, page.as_uri()], capture_output=True, text=True, check=True, timeout=120)
        return done.stdout
