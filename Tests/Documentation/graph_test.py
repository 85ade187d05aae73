"""The table of targets in Documentation/Architecture.md is the manifest's graph, and no target imports what stands below it.
The same of Neural's layers: raw tensors know nothing of those with a history, and only they call kernels."""

import json
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
page = (root / "Documentation/Architecture.md").read_text()
rows = re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", page, re.M)
table = {name: set(re.findall(r"\w+", imports)) for name, imports in rows}

dump = subprocess.run(["swift", "package", "dump-package"], cwd=root, capture_output=True, text=True, check=True)
targets = {target["name"]: target for target in json.loads(dump.stdout)["targets"]}
graph = {}
for name, target in targets.items():
    if target["type"] in ("regular", "executable") and not (target.get("path") or "").startswith("Tests/"):
        names = {word for dependency in target["dependencies"] for kind in dependency.values() for word in kind[:1]}
        graph[name] = names & targets.keys()

problems = [f"'{name}' has no row." for name in graph.keys() - table.keys()]
problems += [f"'{name}' is no target." for name in table.keys() - graph.keys()]
order = list(table)
for name in graph.keys() & table.keys():
    if graph[name] != table[name]:
        problems.append(f"'{name}' imports {sorted(graph[name])}, and its row says {sorted(table[name])}.")
    for other in graph[name] & set(order):
        if order.index(other) > order.index(name):
            problems.append(f"'{name}' imports '{other}', which stands below it.")
if problems or not graph:
    sys.exit("\n".join(["Documentation/Architecture.md and the manifest differ:", *sorted(problems)]))

neural = root / "Sources/Neural"
for path in sorted(neural.rglob("*.swift")):
    code = re.sub(r'//.*|"(?:\\.|[^"\\])*"', "", path.read_text())
    place, is_raw = path.relative_to(root), path.is_relative_to(neural / "Raw")
    if is_raw and re.search(r"\bTensor\b", code):
        problems.append(f"{place} is of raw tensors, and names Tensor.")
    if not is_raw and re.search(r"^import C(VectorMath|OpenBLAS)\b", code, re.M):
        problems.append(f"{place} calls kernels, which is for the backend in Sources/Neural/Raw/CPU.")
if problems:
    sys.exit("\n".join(problems))
print(f"The graph of {len(graph)} targets is the manifest's, and Neural's layers are kept.")
