"""Checks the documents of packages as they are, and prints the table of Documentation/Packages.md.

    Benchmarks/packages.py TOOL [FOLDER]

TOOL is a release build of `chapters`. The packages are cloned into FOLDER, a temporary one without it; each is checked twice:
with nothing kept, its own build in the time, and with nothing changed.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

packages = """\
onevcat/Rainbow 4.2.2 README.md Sources
kylef/PathKit 1.0.1 README.md Sources
CoreOffice/XMLCoder 0.18.2 README.md Sources
swhitty/FlyingFox 0.27.1 README.md FlyingFox/Sources FlyingSocks/Sources
apple/swift-atomics 1.3.0 README.md Sources
apple/swift-service-context 1.5.1 README.md Sources
apple/swift-asn1 1.7.4 README.md Sources
hummingbird-project/swift-mustache 2.1.1 README.md Sources
swiftlang/swift-subprocess 1.0.2 README.md Sources
apple/swift-distributed-tracing 1.7.3 README.md Sources
"""


def check(tool, package, paths, report):
    """The seconds that a check takes; its report is in a file."""
    start = time.monotonic()
    done = subprocess.run(
        [tool, "check", "--keep-going", "--report", f"json={report}", *paths], cwd=package,
        capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{package.name}: {done.stdout}{done.stderr}")
    return time.monotonic() - start


def row(tool, folder, name, version, paths):
    package = folder / name.split("/")[1]
    if not package.exists():
        subprocess.run(
            ["git", "clone", "-q", "--depth", "1", "--branch", version, f"https://github.com/{name}", package],
            check=True, capture_output=True)
    report = folder / f"{package.name}.json"
    subprocess.run(["rm", "-rf", package / ".build/chapters"], check=True)
    first = check(tool, package, paths, report)
    again = check(tool, package, paths, report)
    found = json.loads(report.read_text())["summary"]
    differ = found["recorded"] - found["matching"] - found["recordsLeftOut"]
    return (
        f"| {package.name} {version}: `{' '.join(paths)}` | {found['cells']} | {found['compiled']} | {found['ran']} "
        f"| {found['broken'] + found['stale']} | {found['matching']} of {found['recorded']} | {differ} "
        f"| {first:.0f} s | {again:.2f} s |")


tool = pathlib.Path(sys.argv[1]).resolve()
with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else temporary)
    folder.mkdir(parents=True, exist_ok=True)
    print("| package and its documents | cells | compile | run | broken, stale | outputs that match | differ | time | again |")
    print("|---|---|---|---|---|---|---|---|---|")
    for line in packages.splitlines():
        name, version, *paths = line.split()
        print(row(tool, folder, name, version, paths), flush=True)
