"""Does what CI does with a package's documentation: the steps of the GitHub Action, the hook of pre-commit, and two
machines that share results.

Two copies of a package at different places stand for two machines; a server on loopback that answers GET and takes PUT is
what they share.
"""

import http.server
import os
import pathlib
import re
import shlex
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


def step(name, folder, code, **variables):
    """Runs a step of the action, with the variables that GitHub sets."""
    done = subprocess.run(
        [root / "Scripts/action", *name.split()], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "CHAPTERS_CACHE": "", **variables})
    demand(done.returncode == code, f"'{name}' should end with {code}.", done.stdout, done.stderr)
    return done.stdout + done.stderr


def steps():
    """What action.yml says, as far as that can be said without GitHub."""
    text = (root / "action.yml").read_text()
    run = re.findall(r"^ +run: (.*)$", text, re.M)
    words = [re.fullmatch("'\"\\$GITHUB_ACTION_PATH/Scripts/action\" (\\w+)'", line) for line in run]
    demand(all(words), "Each step should be one of Scripts/action.", *run)
    for word in words:
        demand(f"\n{word[1]}() {{\n" in (root / "Scripts/action").read_text(), f"There should be a step {word[1]}.")
    declared = re.findall(r"^  ([a-z-]+):$", text[: text.index("\nruns:")], re.M)
    used = re.findall(r"inputs\.([a-z-]+)", text)
    demand(set(declared) == set(used), "The inputs that are there should be those that are used.", declared, used)
    demand("github.action_path" not in text and "hashFiles" not in text, "In a container these mean something else.")


def tool_is_kept(folder):
    output = folder / "output"
    said = []
    for _ in range(2):
        output.write_text("other=1\n")
        step("place", folder, 0, GITHUB_OUTPUT=str(output), RUNNER_TEMP=str(folder))
        said.append(output.read_text())
    demand(said[0] == said[1], "The same tool should have the same key.", *said)
    demand(re.fullmatch(f"other=1\nfolder={folder}/chapters-tool\nkey=[0-9a-f]{{32}}\n", said[0]), "It says where.", *said)
    (folder / "chapters-tool").mkdir()
    shutil.copy(tool, folder / "chapters-tool/chapters")
    before = (folder / "chapters-tool/chapters").stat().st_mtime_ns
    step("build", folder, 0, CHAPTERS_FOLDER=str(folder / "chapters-tool"))
    demand((folder / "chapters-tool/chapters").stat().st_mtime_ns == before, "A tool that was kept isn't built again.")


def action(folder):
    summary = folder / "summary.md"
    summary.write_text("Of another step.\n")
    said = step("check", folder, 1, CHAPTERS_TOOL=str(tool), CHAPTERS_PATHS="README.md\nSources",
                GITHUB_STEP_SUMMARY=str(summary))
    demand("::error file=README.md,line=6,col=33::broken: extra argument 'and' in call\n" in said,
           "There should be an annotation at the place.", said)
    page = summary.read_text()
    demand(page.startswith("Of another step.\n### chapters: 1 thing is wrong\n"), "The summary should be added to.", page)
    demand("- README.md:6: extra argument 'and' in call\n" in page, "It should have the finding.", page)
    for value, code in (("nothing", 0), ("nonsense", 2)):
        step("check", folder, code, CHAPTERS_TOOL=str(tool), CHAPTERS_FAIL_ON=value)
    step("check", folder, 0, CHAPTERS_TOOL=str(tool), CHAPTERS_BASELINE="docs.baseline", CHAPTERS_ARGUMENTS="--accept")
    step("check", folder, 0, CHAPTERS_TOOL=str(tool), CHAPTERS_BASELINE="docs.baseline")
    step("nonsense", folder, 2)


def hook(folder):
    """The hook of pre-commit, which gets the names of the files that changed."""
    words = dict(re.findall(r"^  (\w+): (.*)$", (root / ".pre-commit-hooks.yaml").read_text(), re.M))
    (folder / "NOTES.md").write_text("# Notes\n")
    changed = ["README.md", "NOTES.md", "Package.swift", "Sources/Greeting/Greeting.swift", "Sources/CAnswer/answer.c"]
    changed = [name for name in changed if re.search(words["files"], name)]
    (folder / "bin").mkdir()
    (folder / "bin/chapters").symlink_to(tool)
    for names, code in ((changed, 1), (changed[1:], 0), (["NOTES.md"], 0)):
        done = subprocess.run(
            [*shlex.split(words["entry"]), *names], cwd=folder, capture_output=True, text=True,
            env={**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}"})
        demand(done.returncode == code, f"The hook should end with {code} for {names}.", done.stdout, done.stderr)


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    one, two = package(folder / "one/greeting"), package(folder / "two/of another name")
    sharing(one, two)
    steps()
    tool_is_kept(folder)
    action(one)
    hook(one)
print("Two machines share results, and the action and the hook say what is wrong.")
