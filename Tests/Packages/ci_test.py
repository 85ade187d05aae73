"""Does what CI does with a package's documentation: the step of the GitHub Action, and two machines that share results.

Two copies of a package at different places stand for two machines; a server on loopback that answers GET and takes PUT is
what they share.
"""

import http.server
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

root = pathlib.Path(__file__).resolve().parents[2]
tool = root / ".build/debug/chapters"
readme = """\
```swift
print(answer())
// Prints "42"
```
```swift
print(greeting(for: "you", and: "me"))
```
"""


class Cache(http.server.BaseHTTPRequestHandler):
    """Keeps what is put; notes the requests."""

    protocol_version = "HTTP/1.1"
    files, requests = {}, []

    def answer(self, status, body=b""):
        self.requests.append(f"{self.command} {status}")
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        body = self.files.get(self.path)
        self.answer(404) if body is None else self.answer(200, body)

    def do_PUT(self):
        self.files[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(201)

    def log_message(self, *words):
        pass


def demand(condition, what, *details):
    if not condition:
        sys.exit("\n".join([*map(str, details), what]))


def requests():
    """The requests since the last time."""
    made, Cache.requests = Cache.requests, []
    return made


def package(folder):
    shutil.copytree(root / "Tests/Fixtures/Greeting", folder, ignore=shutil.ignore_patterns(".build"))
    (folder / "README.md").write_text(readme)
    return folder


def check(folder, *words):
    return subprocess.run(
        [tool, "check", "--keep-going", *words, "README.md"], cwd=folder, capture_output=True, text=True)


def sharing(one, two):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Cache)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/results"

    first = check(one, "--cache", address)
    demand(first.returncode == 1, "The broken cell should fail the check.", first.stdout, first.stderr)
    made = requests()
    demand(made == ["GET 404", "PUT 201"], "The first machine should put its result.", made)

    second = check(two, "--cache", address)
    demand(second.stdout == first.stdout, "Both machines should say the same.", first.stdout, second.stdout)
    made = requests()
    demand(made == ["GET 200"], "The second machine should take the first one's result.", made)
    check(two, "--cache", address)
    demand(requests() == [], "What is here isn't asked for.")

    path, whole = next(iter(Cache.files.items()))
    Cache.files[path] = whole[: len(whole) // 2]
    shutil.rmtree(two / ".build/chapters/results")
    cut = check(two, "--cache", address, "--cache-read-only")
    demand(cut.stdout == first.stdout and not cut.stderr, "A cut result should be a miss.", cut.stdout, cut.stderr)
    made = requests()
    demand(made == ["GET 200"], "What is only read should be put nothing.", made)

    server.shutdown()
    server.server_close()
    shutil.rmtree(two / ".build/chapters/results")
    alone = check(two, "--cache", address)
    demand(alone.stdout == first.stdout, "A run should go on without its cache.", alone.stdout, alone.stderr)
    demand(alone.stderr.count("note: going on without the cache") == 1, "It should say so once.", alone.stderr)


def action(folder):
    summary = folder / "summary.md"
    summary.write_text("Of another step.\n")
    done = subprocess.run(
        [root / "Scripts/action"], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "CHAPTERS_TOOL": str(tool), "CHAPTERS_PATHS": "README.md\nSources", "CHAPTERS_CACHE": "",
             "GITHUB_STEP_SUMMARY": str(summary)})
    demand(done.returncode == 1, "The step should fail.", done.stdout, done.stderr)
    demand("::error file=README.md,line=6,col=33::broken: extra argument 'and' in call\n" in done.stdout,
           "There should be an annotation at the place.", done.stdout)
    page = summary.read_text()
    demand(page.startswith("Of another step.\n### chapters: 1 thing is wrong\n"), "The summary should be added to.", page)
    demand("- README.md:6: extra argument 'and' in call\n" in page, "It should have the finding.", page)
    for name, value, code in (("FAIL_ON", "nothing", 0), ("FAIL_ON", "nonsense", 2)):
        done = subprocess.run(
            [root / "Scripts/action"], cwd=folder, capture_output=True, text=True,
            env={**os.environ, "CHAPTERS_TOOL": str(tool), f"CHAPTERS_{name}": value})
        demand(done.returncode == code, f"With {value} the step should end with {code}.", done.stdout, done.stderr)


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    one, two = package(folder / "one/greeting"), package(folder / "two/of another name")
    sharing(one, two)
    action(one)
print("Two machines share results, and the action says what is wrong.")
