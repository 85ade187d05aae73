"""Runs `swift package chapters` in a package that depends on this one and has a macro, C code and a resource.

The package's README has to hold, a changed output has to fail, and `update` has to bring back the README's bytes.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]


def run(package, code, *words):
    """Runs the plugin, and demands an exit code."""
    done = subprocess.run(
        ["swift", "package", *words], cwd=package, capture_output=True, text=True)
    if done.returncode != code:
        sys.exit(f"{done.stdout}{done.stderr}\n'swift package {' '.join(words)}' ends with {done.returncode}, not {code}.")
    return done.stdout


def demand(text, output):
    if text not in output:
        sys.exit(f"{output}\nThe output should have '{text}'.")


with tempfile.TemporaryDirectory() as folder:
    package = pathlib.Path(folder) / "everything"
    shutil.copytree(root / "Tests/Fixtures/Everything", package, ignore=shutil.ignore_patterns(".build"))
    # The package is named by its folder, whatever a checkout's is called.
    (pathlib.Path(folder) / "chapters").symlink_to(root)
    readme = package / "README.md"
    right = readme.read_bytes()

    demand("3 of 3 cells match", run(package, 0, "chapters", "check", "README.md", "Sources"))
    readme.write_bytes(right.replace(b"10 is", b"11 is"))
    demand("- 11 is square(3) + 1", run(package, 1, "chapters", "check", "README.md"))
    run(package, 0, "--allow-writing-to-package-directory", "chapters", "update", "README.md")
    if readme.read_bytes() != right:
        sys.exit(f"{readme.read_text()}\n'update' should bring back what the README recorded.")
    # SwiftPM ends with 1 whatever a plugin ends with.
    run(package, 1, "chapters", "check", "no-such-chapter")
print("The plugin runs cells against a macro, C code and a resource, and fails where it should.")
