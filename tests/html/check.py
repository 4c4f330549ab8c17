#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py page|links|requests|errors|width|whole FILE: what is wrong with a page, one complaint a line.

page: what the text of a report.html shows. links: whether its links lead somewhere, and its tags match.
The others load it in Chromium: what it asks the network for, what the console says, how wide it is on a
telephone, and whether its tables and commands are seen whole there. Exit 1 when there is a complaint.
"""
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

BYTES_MOST = 2 * 1000 * 1000
TELEPHONE = 375  # pixels
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
RESOURCES = {"src", "srcset", "data", "poster", "action", "xlink:href", "background"}


class Page(html.parser.HTMLParser):
    """Collects what the checks ask for."""

    def __init__(self):
        super().__init__()
        self.open, self.complaints, self.ids, self.links = [], [], [], []
        self.count, self.json, self.style, self.data = {}, "", "", False

    def handle_starttag(self, tag, attributes):
        self.count[tag] = self.count.get(tag, 0) + 1
        for name, value in attributes:
            self.attribute(tag, name, value or "")
        self.data = tag == "script" and dict(attributes).get("type") == "application/json"
        if tag == "script" and not self.data:
            self.complaints.append("a script that could run")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def attribute(self, tag, name, value):
        if name == "id":
            self.ids.append(value)
        elif name == "href":
            self.links.append((tag, value))
        elif name.startswith("on"):
            self.complaints.append(f"<{tag}> has a handler: {name}")
        elif name in RESOURCES and not value.startswith(("#", "data:")):
            self.complaints.append(f"<{tag}> refers to {value}")
        if "url(" in value and "url(#" not in value:
            self.complaints.append(f"<{tag} {name}> refers to {value}")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.complaints.append(f"</{tag}> does not match at {self.getpos()}")

    def handle_data(self, data):
        if self.data and self.open[-1:] == ["script"]:
            self.json += data
        elif self.open and self.open[-1] == "style":
            self.style += data


def check_anchors(page, folder):
    for one in sorted({i for i in page.ids if page.ids.count(i) > 1}):
        yield f"two elements have the id {one}"
    for tag, link in page.links:
        if link.startswith("#"):
            if link[1:] not in page.ids:
                yield f"nothing has the id of {link}"
        elif link.startswith("data:"):
            continue
        elif tag != "a" or re.match(r"[a-z]+:|//", link):
            yield f"<{tag}> refers to {link}"
        elif not os.path.exists(os.path.join(folder, link)):
            yield f"there is no {link}"


def read_page(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    page = Page()
    page.feed(text)
    page.close()
    return text, page


def check_text(page, folder):
    yield from page.complaints
    yield from check_anchors(page, folder)
    if page.open:
        yield f"never closed: {page.open}"


def check_links(path):
    page = read_page(path)[1]
    page.links = [(tag, re.sub(r"(?<=.)#.*", "", link)) for tag, link in page.links if not re.match(r"https?:", link)]
    yield from check_text(page, os.path.dirname(os.path.abspath(path)))


def check_page(path):
    folder = os.path.dirname(os.path.abspath(path))
    text, page = read_page(path)
    yield from check_text(page, folder)
    if re.search(r"url\(|@import", page.style):
        yield "the style sheet refers to something"
    if page.count.get("h1") != 1 or page.count.get("title") != 1:
        yield "not one title"
    if len(text.encode()) >= BYTES_MOST:
        yield f"{len(text.encode())} bytes"
    with open(os.path.join(folder, "report.md"), encoding="utf-8") as file:
        figures = len(re.findall(r"^!\[", file.read(), re.MULTILINE))
    if page.count.get("svg", 0) != figures:
        yield f"{page.count.get('svg', 0)} figures, report.md has {figures}"
    with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
        if json.loads(page.json) != json.load(file):
            yield "its numbers are not those of summary.json"


def chromium(url, *options):
    """Load a page. Returns its document, what Chromium said, and the requests that it made."""
    with tempfile.TemporaryDirectory() as own:
        log = os.path.join(own, "net.json")
        program = os.environ.get("CHROMIUM", "chromium")
        done = subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--disable-dev-shm-usage", "--user-data-dir=" + os.path.join(own, "profile"),
             "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--log-net-log=" + log,
             "--enable-logging=stderr", "--dump-dom", *options, url],
            capture_output=True, text=True, timeout=100, check=True)
        with open(log, encoding="utf-8") as file:
            net = json.load(file)
    kind = net["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    asked = {e["params"]["url"] for e in net["events"] if e["type"] == kind and "url" in e.get("params", {})}
    # what the browser asks for itself, whatever page is open
    own = r"https?://[a-z0-9.-]*\.(google|googleapis|gvt1|gstatic)\.com/"
    return done.stdout, done.stderr, sorted(u for u in asked if not re.match(own, u))


def check_requests(url):
    for asked in chromium(url)[2]:
        if not asked.startswith(("file:", "data:")):
            yield f"it asks for {asked}"


def check_errors(url):
    for line in chromium(url)[1].splitlines():
        if "CONSOLE" in line:
            yield line


def in_telephone(url, asked):
    """What a script says of the page in a frame as wide as a telephone: a number, or None."""
    with tempfile.NamedTemporaryFile("w", suffix=".html") as frame:
        frame.write(f"""<!DOCTYPE html><iframe width={TELEPHONE} height=800 style="border:0" src="{url}"
            onload="document.title = 'told ' + (page => {asked})(this.contentDocument)"></iframe>""")
        frame.flush()
        document = chromium("file://" + frame.name, "--allow-file-access-from-files")[0]
    told = re.search(r"<title>told (\d+)</title>", document)
    return int(told[1]) if told else None


def check_width(url):
    wide = in_telephone(url, "page.documentElement.scrollWidth")
    if wide is None or wide > TELEPHONE:
        yield f"it is {wide} pixels wide"


def check_whole(url):
    cut = in_telephone(url, "[...page.querySelectorAll('div.scroll, pre')].filter(e => e.scrollWidth > e.clientWidth).length")
    if cut != 0:
        yield f"{cut} tables and commands are wider than a telephone"


def main():
    what, path = sys.argv[1:]
    url = "file://" + os.path.abspath(path)
    of_text = {"page": check_page, "links": check_links}
    of_browser = {"requests": check_requests, "errors": check_errors, "width": check_width, "whole": check_whole}
    complaints = list(of_text[what](path) if what in of_text else of_browser[what](url))
    print("\n".join(complaints), end="\n" if complaints else "")
    sys.exit(1 if complaints else 0)


main()
