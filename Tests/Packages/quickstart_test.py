"""Does what the quickstart says under "Run it yourself": its commands, with its manifest and its cells in the new
package.

What the program prints has to be what the chapter has recorded; numbers may differ by a little, as they may there.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
chapter = (root / "Chapters/01-quickstart.md").read_text()

fences = re.findall(r"^```([^\n]*)\n(.*?)^```$", chapter, re.M | re.S)
steps = [text for info, text in fences if info == "sh"]
manifest = next(text for info, text in fences if info == "swift ignore")
cells = [text for info, text in fences if info.split()[:1] == ["swift"] and "ignore" not in info]
recorded = "".join(text for info, text in fences if info == "output").splitlines()


def same(line, other):
    """Whether two lines are equal but for small differences in numbers with a fraction."""
    number = r"\d+\.\d+"
    if re.split(number, line) != re.split(number, other):
        return False
    pairs = zip(re.findall(number, line), re.findall(number, other))
    return all(abs(float(one) - float(two)) <= 0.1 for one, two in pairs)


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    # The package is named by its folder, whatever a checkout's is called.
    (folder / "chapters").symlink_to(root)
    for step in steps[:-1]:
        subprocess.run(["bash", "-ec", step], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    package = folder / "first-network"
    (package / "Package.swift").write_text(manifest)
    (package / "Sources/first-network/main.swift").write_text("\n".join(cells))
    run = subprocess.run(
        ["bash", "-ec", steps[-1]], cwd=package, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(run.stdout + run.stderr + "\nThe quickstart's cells don't run in a package.")
    for warning in re.findall(r"main\.swift.*warning.*", run.stdout + run.stderr):
        sys.exit(warning)

printed = [line for line in run.stdout.splitlines() if not line.startswith("[figure: ")]
for line, other in zip(printed, recorded):
    if not same(line, other):
        sys.exit(f"The program prints\n  {line}\nand the chapter says\n  {other}")
if len(printed) != len(recorded) or not recorded:
    sys.exit(f"The program prints {len(printed)} lines, and the chapter has {len(recorded)}.")
print(f"The quickstart's {len(cells)} cells run in a package of their own, and print what is recorded.")
