"""The line that says what long work does, as a terminal sees it: a pseudo-terminal is one.

What it is to be: on a terminal one line that is rewritten, never wider than the terminal, and gone before anything
else is written and at the end, also where Ctrl-C ends it; in a pipe, or where the environment says so, nothing.
"""

import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = ROOT / ".build/debug/chapters"

# Wide characters in its name, so that the line is cut within them at some time.
CHAPTERS = {
    "01-first.md": '```swift\nimport Greeting\nprint("one")\n```\n\n```swift\nimport Glibc\nsleep(1)\nprint("two")\n```\n',
    "02-とても長い名前の章というものがここにあります-é.md": "```swift\nimport Glibc\nsleep(1)\nprint(3)\n```\n",
}


def width(text):
    """How many columns a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text)


class Screen:
    """What a terminal shows: whole lines, and every state that the last line was in when it was rewritten."""

    def __init__(self):
        self.lines, self.line, self.states, self.is_return = [], "", [], False

    def feed(self, text):
        for part in re.findall(r"\x1b\[K|\x1b\[[0-9;]*m|\r\n|\r|[^\x1b\r]+|\x1b", text):
            if part == "\r":
                self.states.append(self.line)
                self.is_return = True
            elif part == "\r\n":
                self.lines.append(self.line)
                self.line, self.is_return = "", False
            elif part == "\x1b[K":
                # Right behind a return it clears the line; behind a new text it clears the rest of the old one.
                if self.is_return:
                    self.line, self.is_return = "", False
            elif part.startswith("\x1b["):
                continue
            else:
                assert part != "\x1b", f"a control sequence that isn't known: {text!r}"
                self.line = part if self.is_return else self.line + part
                self.is_return = False


def run(folder, *arguments, columns=160, environment={}, interrupted_at=None, redirect=None):
    """Runs the tool at a terminal of its own; what that showed, and the exit code."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    surroundings = {k: v for k, v in os.environ.items() if k not in ("CI", "NO_COLOR")}
    surroundings |= {"TERM": "xterm-256color"} | environment
    process = subprocess.Popen(
        [TOOL, *arguments], cwd=folder, stdin=slave, stdout=redirect or slave, stderr=slave,
        env=surroundings, start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    os.close(slave)
    data, end = b"", time.monotonic() + 600
    while time.monotonic() < end:
        if select.select([master], [], [], 1)[0]:
            try:
                more = os.read(master, 4096)
            except OSError:
                break
            if not more:
                break
            data += more
            if interrupted_at and interrupted_at.encode() in data:
                os.write(master, b"\x03")
                interrupted_at = None
    code = process.wait(60)
    os.close(master)
    return data.decode(), code


def shown(text, columns=160):
    screen = Screen()
    screen.feed(text)
    assert screen.line == "", f"the line is still there: {screen.line!r}"
    for state in screen.states:
        assert width(state) < columns, f"too wide: {state!r}"
    return screen


def with_package(test):
    with tempfile.TemporaryDirectory(prefix="chapters-terminal-") as name:
        folder = pathlib.Path(name) / "book"
        shutil.copytree(ROOT / "Tests/Fixtures/Greeting", folder)
        (folder / "Chapters").mkdir(exist_ok=True)
        for chapter, text in CHAPTERS.items():
            (folder / "Chapters" / chapter).write_text(text)
        test(folder)


def tells(folder):
    """On a terminal: SwiftPM's steps, chapters, cells, how many are done; and only what is to stay stays."""
    text, code = run(folder, "update")
    assert code == 0, text
    screen = shown(text)
    states = "\n".join(screen.states)
    first, second = CHAPTERS
    assert re.search(r"Building the package's library: \[\d+/\d+\]", states), states
    assert f"0 of 2 chapters done · {first}: " in states, states
    assert f"{first}: cell 2 of 2" in states and f"{second}: cell 1 of 1" in states, states
    assert [line.split(": ")[-1] for line in screen.lines] == ["recorded 2 outputs", "recorded 1 output"], screen.lines


def fits(folder):
    """It is cut where the terminal ends, within wide characters too."""
    for columns in range(30, 34):
        shutil.rmtree(folder / ".build/chapters/results")
        text, code = run(folder, "check", "2", columns=columns)
        assert code == 0, text
        states = shown(text, columns).states
        assert any(state.endswith("…") and width(state) in (columns - 1, columns - 2) for state in states), states


def is_silent(folder):
    """Nothing of it where nobody looks, or wants it."""
    for environment in [{"NO_COLOR": "1"}, {"CI": "true"}, {"TERM": "dumb"}, {"TERM": ""}]:
        shutil.rmtree(folder / ".build/chapters/results", ignore_errors=True)
        text, code = run(folder, "check", environment=environment)
        assert code == 0, text
        assert "\x1b" not in text and "chapters done" not in text, (environment, text)
        assert text.replace("\r\n", "\n").count("\r") == 0, (environment, text)
    shutil.rmtree(folder / ".build/chapters/results")
    text, code = run(folder, "check", redirect=subprocess.DEVNULL)
    assert code == 0 and "chapters done" in text, "a file isn't a pipe"
    shutil.rmtree(folder / ".build/chapters/results")
    piped = subprocess.run([TOOL, "check"], cwd=folder, capture_output=True, text=True)
    assert piped.stderr == "" and piped.stdout == "3 of 3 cells match what is recorded.\n", piped


def has_colours(folder):
    """Differences have colours where the terminal has them, or where somebody says so."""
    wrong = folder / "Chapters/03-wrong.md"
    wrong.write_text("```swift\nprint(1)\n```\n```output\n2\n```\n")
    for environment, words, expected in [
        ({}, [], True), ({"TERM": "dumb"}, [], False), ({"NO_COLOR": "1"}, [], False),
        ({"TERM": "dumb"}, ["--color", "always"], True), ({}, ["--color", "never"], False),
    ]:
        text, code = run(folder, "check", "3", *words, environment=environment)
        assert code == 1, text
        assert bool(re.search(r"\x1b\[\d+m", text)) == expected, (environment, words, text)
    wrong.unlink()


def ends_with_an_interrupt(folder):
    """Ctrl-C takes the line away."""
    (folder / "Chapters/03-long.md").write_text("```swift\nimport Glibc\nsleep(100)\n```\n")
    text, code = run(folder, "check", "3", interrupted_at="cell 1 of 1")
    assert code == 128 + signal.SIGINT, (code, text)
    # The terminal itself shows the key that was pressed.
    assert text.replace("^C", "").endswith("\r\x1b[K"), text[-80:]


def main():
    def all_of_them(folder):
        for step in [tells, fits, is_silent, has_colours, ends_with_an_interrupt]:
            step(folder)
            print(f"passed: {step.__name__}")

    with_package(all_of_them)


if __name__ == "__main__":
    sys.exit(main())
