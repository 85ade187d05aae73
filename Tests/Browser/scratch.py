"""A book in a package of its own, served, and a browser that reads it."""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager

import axe_playwright_python
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
AXE = next(pathlib.Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
# Measurements are of a release build.
TOOL = pathlib.Path(os.environ.get("CHAPTERS_TOOL", ROOT / ".build/debug/chapters"))

CHAPTERS = {
    "01-first.md": """# First

A value that takes a while, and one that depends on it.

```swift
import Glibc
usleep(1_500_000)
var total = 40
```

Some prose about `total`.

```swift
total += 2
print("total", total)
```
```output
total 42
```

```swift
total * 10
```
```output
420
```
""",
    "02-second.md": """# Second

```swift
let text = "<script>document.title = 'broken'</script> & more"
print(text)
```
```output
as recorded
```
""",
}


def wait_for(what, seconds=60, pause=0.02):
    """Waits until something holds, and says what if it never does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = what()
        if value:
            return value
        time.sleep(pause)
    raise AssertionError(f"never came true: {what.__doc__ or what.__name__}")


def violations(page):
    """What axe has to say against a page, each with an element that shows it."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run().then((result) => result.violations)")
    return [(v["id"], v["nodes"][0]["html"][:160]) for v in found]


class Served:
    """The served book: its folder, its address, its process."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.origin = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [TOOL, "serve", "--port", str(port)], cwd=folder, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.address = re.search(r"http://\S+", line).group()

    def chapter(self, name):
        return self.folder / "Chapters" / name

    def write(self, path, text):
        """Saves a file of the package as editors do: beside it first, then renamed."""
        draft = self.folder.parent / "draft"
        draft.write_text(text)
        draft.rename(self.folder / path)

    def replace(self, name, old, new):
        text = self.chapter(name).read_text()
        assert old in text
        self.write(f"Chapters/{name}", text.replace(old, new))

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(10)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served_book():
    with tempfile.TemporaryDirectory(prefix="chapters-browser-") as name:
        folder = pathlib.Path(name) / "book"
        shutil.copytree(ROOT / "Tests/Fixtures/Greeting", folder)
        (folder / "Chapters").mkdir(exist_ok=True)
        for chapter, text in CHAPTERS.items():
            (folder / "Chapters" / chapter).write_text(text)
        served = Served(folder, free_port())
        try:
            yield served
        finally:
            if served.process.poll() is None:
                served.stop()


@contextmanager
def browser():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
