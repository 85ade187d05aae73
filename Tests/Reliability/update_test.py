"""Kills, starves and disturbs `chapters update`, and looks whether anybody's bytes are lost.

    swift build --product chapters
    python3 Tests/Reliability/update_test.py [--kills 300] [--disturbances 60] [--seed 0]

Killed at random moments, a chapter says what it said or what it is to say, nothing between, and the next run
removes what was left beside it. With no room for files, and with a chapter that is changed, removed or made
read-only while its cells run, nothing of an author's is lost.
"""

import argparse
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

root = pathlib.Path(__file__).resolve().parents[2]
parser = argparse.ArgumentParser()
parser.add_argument("--kills", type=int, default=300)
parser.add_argument("--disturbances", type=int, default=60)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--chapters", default=str(root / ".build/debug/chapters"))
options = parser.parse_args()
chance = random.Random(options.seed)

CHAPTERS = 12
CELLS = 20


def stale(number):
    """A chapter whose records are all to be written anew."""
    text = [f"# Chapter {number}\n"]
    for cell in range(CELLS):
        text.append(f"Prose {cell}.\n\n```swift\nprint({number}, {cell})\n```\n```output\nold\n```\n")
    return "\n".join(text)


def fresh(number):
    lines = iter(range(CELLS))
    return re.sub("```output\nold\n", lambda _: f"```output\n{number} {next(lines)}\n", stale(number))


class Package:
    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(root / "Tests/Fixtures/Greeting", folder, ignore=shutil.ignore_patterns(".build"))
        self.book = folder / "Chapters"
        self.book.mkdir()

    def file(self, number):
        return self.book / f"{number:02}-chapter.md"

    def reset(self):
        for number in range(CHAPTERS):
            self.file(number).write_text(stale(number))

    def start(self, *arguments, **more):
        return subprocess.Popen(
            [options.chapters, *arguments], cwd=self.folder, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, **more)

    def run(self, *arguments, **more):
        process = self.start(*arguments, **more)
        output, _ = process.communicate()
        return process.returncode, output

    def names(self):
        return sorted(entry.name for entry in self.book.iterdir())


def demand(condition, *what):
    if not condition:
        sys.exit(" ".join(str(part) for part in what))


def kill_at_random_moments(package):
    """Results are kept from a run before, so that most of a run is writing."""
    package.reset()
    code, output = package.run("update")
    demand(code == 0, output)
    package.reset()
    begin = time.monotonic()
    package.run("update")
    length = time.monotonic() - begin
    whole = [package.file(number).name for number in range(CHAPTERS)]
    halfway = left = 0
    for count in range(options.kills):
        package.reset()
        process = package.start("update")
        # Of the whole run, writing takes the last part.
        time.sleep(length * chance.uniform(0.2, 1.05))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        said = [package.file(number).read_text() for number in range(CHAPTERS)]
        for number, text in enumerate(said):
            demand(
                text in (stale(number), fresh(number)), f"kill {count}: chapter {number} says\n{text}")
        written = sum(text == fresh(number) for number, text in enumerate(said))
        halfway += 0 < written < CHAPTERS
        left += package.names() != whole
        if count % 10 == 9:
            code, output = package.run("update")
            demand(code == 0, output)
            demand(package.names() == whole, f"kill {count}: left behind:", package.names())
    code, output = package.run("update")
    demand(code == 0 and package.names() == whole, "left behind:", package.names(), output)
    print(
        f"{options.kills} kills: {halfway} amid the chapters, {left} left a file beside them until the "
        "next run; every chapter whole")


def without_room(package):
    """A limit on the size of files stands for a full disk where none can be mounted."""

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))

    package.reset()
    package.run("update")
    package.reset()
    whole = package.names()
    code, output = package.run("update", preexec_fn=limit)
    demand(code == 2, f"without room: exit code {code}\n{output}")
    demand("can't be written: File too large; nothing was changed" in output, output)
    for number in range(CHAPTERS):
        demand(package.file(number).read_text() == stale(number), "without room: chapter", number)
    demand(package.names() == whole, "without room: left behind:", package.names())
    print("without room for a file: said so, nothing changed, nothing left behind")


def on_a_full_disk(package, folder):
    """A small file system of its own, where this machine lets one be mounted."""
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        print("a full disk: not tried, no file system can be mounted here")
        return
    book = package.book
    try:
        package.reset()
        package.run("update")
        shutil.rmtree(book)
        book.symlink_to(disk)
        package.reset()
        filler = os.open(disk / "filler", os.O_WRONLY | os.O_CREAT)
        try:
            while os.write(filler, bytes(4096)):
                pass
        except OSError:
            os.close(filler)
        whole = package.names()
        code, output = package.run("update")
        demand(code == 2, f"full disk: exit code {code}\n{output}")
        demand("No space left on device" in output, output)
        for number in range(CHAPTERS):
            demand(package.file(number).read_text() == stale(number), "full disk: chapter", number)
        demand(package.names() == whole, "full disk: left behind:", package.names())
        print("on a full disk: said so, nothing changed, nothing left behind")
    finally:
        if book.is_symlink():
            book.unlink()
            book.mkdir()
        subprocess.run(["umount", str(disk)])


def disturb(package):
    """Changes a chapter at random moments of a run of 0.4 s."""
    file = package.file(0)
    counts = {}
    for number in range(1, CHAPTERS):
        package.file(number).unlink(missing_ok=True)
    for count in range(options.disturbances):
        # Another number each time, so that nothing is answered from an earlier run.
        cell = f"```swift\nimport Foundation\nusleep(400_000)\nprint({count})\n```\n"
        record = f"```output\n{count}\n```\n"
        file.write_text(cell)
        kind = chance.choice(["prose", "appended", "cells", "removed", "read-only"])
        process = package.start("update")
        time.sleep(chance.uniform(0, 1.2))
        if kind == "prose":
            now = file.read_text()
            draft = file.with_suffix(".draft")
            draft.write_text("# Above\n\n" + now)
            draft.rename(file)
            wanted = ["# Above\n\n" + cell, "# Above\n\n" + cell + record]
        elif kind == "appended":
            with open(file, "a") as end:
                end.write("\nBelow.\n")
            wanted = [cell + "\nBelow.\n", cell + record + "\nBelow.\n"]
        elif kind == "cells":
            text = cell.replace("print(", "print(1 + ")
            file.write_text(text)
            wanted = [text]
            wanted.append(text + f"```output\n{count + 1}\n```\n")
        elif kind == "removed":
            file.unlink()
            wanted = [None]
        else:
            file.chmod(0o444)
            wanted = [cell, cell + record]
        output, _ = process.communicate()
        said = file.read_text() if file.exists() else None
        demand(said in wanted, f"{kind}, run {count}: the chapter says\n{said}\n{output}")
        demand(
            package.names() == ([] if said is None else [file.name]), f"{kind}: left:", package.names())
        counts[kind] = counts.get(kind, 0) + 1
        if file.exists():
            file.chmod(0o644)
    print(f"{options.disturbances} disturbances ({counts}): nothing lost, nothing left behind")


with tempfile.TemporaryDirectory() as place:
    package = Package(pathlib.Path(place) / "package")
    kill_at_random_moments(package)
    without_room(package)
    on_a_full_disk(package, pathlib.Path(place))
    disturb(package)
