"""What the documentation names has to be there: files and folders by their paths, and, in the pages for contributors, types.

The links between pages are looked at by `chapters check`.
"""

import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
pages = sorted([*root.glob("*.md"), *root.glob("Documentation/*.md"), root / "NOTICE"])
for_contributors = {"CONTRIBUTING.md", "Documentation/Architecture.md", "Documentation/macOS.md"}
# Types of others; files that others have, or that a reader writes.
foreign = {"Darwin", "DispatchSource", "Glibc"}
examples = {"Chapters/01-axes.md", "Sources/ArgumentParser/Documentation.docc"}

folders = r"(?:Sources|Tests|Benchmarks|Chapters|Documentation|Plugins|Scripts)/"
path_pattern = re.compile(rf"(?<![\w/.-])({folders}[\w./+-]*[\w/])")
name_pattern = re.compile(r"`([A-Z][a-z]+[A-Za-z]*)(?:\+\w+)?`")
declaration = re.compile(r"\b(?:struct|class|enum|actor|protocol|typealias|extension|case|macro) (\w+)")

names = set()
for folder in ("Sources", "Tests", "Benchmarks", "Plugins"):
    for file in (root / folder).rglob("*"):
        if any(part.startswith(".build") for part in file.parts):
            continue
        names.add(file.name.split(".")[0].split("+")[0])
        if file.suffix == ".swift":
            names.update(declaration.findall(file.read_text()))

problems = []
looked_at = 0
for page in pages:
    page_name = str(page.relative_to(root))
    for number, line in enumerate(page.read_text().splitlines(), 1):
        paths = [path for path in path_pattern.findall(line) if ".build" not in path]
        types = name_pattern.findall(line) if page_name in for_contributors else []
        looked_at += len(paths) + len(types)
        missing = [path for path in paths if path not in examples and not (root / path).exists()]
        missing += [name for name in types if name not in names | foreign]
        problems += [f"{page_name}:{number}: '{name}' isn't in the repository" for name in missing]

if looked_at < 50:
    problems.append(f"Only {looked_at} names were found in {len(pages)} pages.")
if problems:
    sys.exit("\n".join(problems))
print(f"The {looked_at} files and types that {len(pages)} pages name are in the repository.")
