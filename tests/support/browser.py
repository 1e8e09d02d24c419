"""Pages in a real browser, all of them in one go: headless Chromium loads a host page with a frame for one after the other.

Each page is shown as it is, its own policy included, in frames of several widths, and measured from outside. A copy
without the policy is searched by axe-core for what would keep somebody from reading it. `make browser` installs
Chromium where that is allowed; without one, tests that need it say so and are skipped, except where GRADER_BROWSER is
`required`.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytest

PATIENCE_S = 240
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--mute-audio",
    "--enable-logging=stderr", "--hide-scrollbars", "--virtual-time-budget=60000",
]  # fmt: skip
DARK = "--blink-settings=preferredColorScheme=0"
REFUSED = re.compile(r"Refused to|violates the following Content Security Policy|Content-Security-Policy")

HOST = """<!doctype html><meta charset="utf-8"><title>host</title><body><script>
const jobs = %(jobs)s, axeSource = %(axe)s;
async function frame(job) {
  const one = document.createElement("iframe");
  one.width = job.width; one.height = 800; one.srcdoc = job.html;
  await new Promise(done => { one.onload = done; document.body.append(one); });
  return one;
}
let shown = null;  // what was measured last stays for its other widths
async function measured(job) {
  if (shown?.srcdoc !== job.html || job.at) { shown?.remove(); shown = await frame(job); }
  shown.width = job.width;
  const one = shown, page = one.contentDocument, root = page.documentElement;
  if (job.at) one.contentWindow.location.hash = job.at;
  const box = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.width, r.height].map(Math.round); };
  const found = {width: root.scrollWidth, height: root.scrollHeight, nodes: page.querySelectorAll("*").length, boxes: {}};
  for (const query of job.queries) found.boxes[query] = [...page.querySelectorAll(query)].map(box);
  found.wider = [...page.querySelectorAll("body *")].filter(e => !e.closest(".scroll, .unseen, .skip, .actor, svg")
    && e.getBoundingClientRect().right > job.width + 1).map(e => e.outerHTML.slice(0, 120)).slice(0, 5);
  found.styled = one.contentWindow.getComputedStyle(page.querySelector("main")).display;
  found.font = one.contentWindow.getComputedStyle(page.body).fontFamily.slice(0, 9);
  return found;
}
async function searched(job) {
  const one = await frame(job), page = one.contentDocument, script = page.createElement("script");
  script.text = axeSource; page.head.append(script);
  const result = await one.contentWindow.axe.run(page, {resultTypes: ["violations"], ...job.rules});
  one.remove();
  return result.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.html.slice(0, 160)));
}
(async () => {
  const results = [];
  for (const job of jobs) {
    try { results.push(job.axe ? await searched(job) : await measured(job)); }
    catch (error) { results.push("failed: " + error); }
  }
  const out = document.createElement("textarea");
  out.id = "results"; out.textContent = JSON.stringify(results); document.body.append(out);
})();
</script>"""


@dataclass(frozen=True)
class Look:
    """One page, to be measured at a width: the boxes of what the queries find."""

    html: str
    width: int = 1100
    queries: tuple = ()
    at: str = ""
    """The address within the page that a link led to."""
    axe: bool = False
    """Search for barriers instead of measuring."""
    rules: tuple = ()
    """By these rules alone."""

    def job(self):
        """As the host page takes it; only a copy that is to be searched goes without its policy."""
        html = re.sub(r"<meta http-equiv=.Content-Security-Policy.[^>]*>", "", self.html) if self.axe else self.html
        rules = {"runOnly": self.rules} if self.rules else {}
        return {
            "html": html, "width": self.width, "queries": self.queries, "at": self.at, "axe": self.axe, "rules": rules,
        }  # fmt: skip


def browser():
    """The browser's program; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("GRADER_BROWSER") == "required":
        pytest.fail("GRADER_BROWSER is required, and there is no Chromium: run `make browser`")
    if found is None:
        pytest.skip("no Chromium here to look at pages with: `make browser` installs one")
    return found


def looked_at(looks, *, dark=False):
    """What the browser saw of each page, in order. Fails when any page's policy had to refuse anything."""
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    jobs = [look.job() for look in looks]
    with tempfile.TemporaryDirectory() as folder:
        host = Path(folder, "host.html")
        host.write_text(HOST % {"jobs": _literal(jobs), "axe": _literal(axe)}, encoding="utf-8")
        done = subprocess.run(
            [
                browser(),
                *FLAGS,
                *([DARK] if dark else []),
                f"--user-data-dir={folder}/profile",
                "--dump-dom",
                host.as_uri(),
            ],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )
    assert not REFUSED.search(done.stderr), done.stderr
    results = re.search(r'<textarea id="results">(.*?)</textarea>', done.stdout, re.DOTALL)
    assert results is not None, done.stderr[-2000:] or done.stdout[-2000:]
    return json.loads(_unescaped(results[1]))


def _literal(value):
    """A value as JavaScript within a script element."""
    return json.dumps(value).replace("<", "\\u003c")


def _unescaped(text):
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u00a0").replace("&amp;", "&")
