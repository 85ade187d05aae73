"""How long a served page takes to show what its reader or author does: medians, for Documentation/Serving.md. Asserts
nothing. CHAPTERS_TOOL names another build than the debug one."""

import statistics
import time

from served import is_fresh, opened
from scratch import browser, served_book, wait_for

ROUNDS = 15


def shown(cell, text):
    return f"""document.querySelector('.cell[data-cell="{cell}"] .output')?.innerText.trim() === '{text}'
      && !document.querySelector('.cell.stale')"""


def took(page, action, condition):
    start = time.monotonic()
    action()
    wait_for(lambda: page.evaluate(condition), 60, pause=0.002)
    return 1000 * (time.monotonic() - start)


def tell(name, times):
    print(f"| {name} | {statistics.median(times):.0f} ms ({max(times):.0f} ms) |", flush=True)


def saves(served, page):
    """Changes of the chapter's file, whose first cell takes 1.5 s."""
    page.goto(f"{served.origin}/01-first.html")
    wait_for(is_fresh(page))

    def seen_after(old, new, condition):
        return took(page, lambda: served.replace("01-first.md", old, new), condition)

    prose, last, middle = [], [], []
    for turn in range(ROUNDS):
        prose.append(
            seen_after(
                "Some prose" if turn == 0 else f"Prose {turn - 1}", f"Prose {turn}",
                f"document.body.innerText.includes('Prose {turn} ')"))
        before = "total * 10\n" if turn == 0 else f"total * {1000 + turn - 1}\n"
        last.append(seen_after(before, f"total * {1000 + turn}\n", shown(2, 42 * (1000 + turn))))
    factor = 1000 + ROUNDS - 1
    for turn in range(ROUNDS):
        middle.append(
            seen_after(
                f"total += {2 + turn}", f"total += {3 + turn}", shown(2, (43 + turn) * factor)))
    tell("prose", prose)
    tell("the last cell of three, the first of which takes 1.5 s", last)
    tell("the second cell of those three, and the one after it", middle)


def long_chapter(count):
    """Cells with a variable and a function each, of which the last uses the first alone."""
    cells = ["```swift\nlet first = 1\n```\n"]
    for number in range(1, count - 1):
        cells.append(
            f"Text before `value{number}`.\n\n```swift\nvar value{number} = [{number}, 2, 3].map {{ $0 * 2 }}\n"
            f"func twice{number}(_ x: Int) -> Int {{ x * 2 }}\n"
            f"print(twice{number}(value{number}[0]))\n```\n")
    cells.append("```swift\nfirst * 10\n```\n")
    return f"# {count} cells\n\n" + "\n".join(cells)


def long_chapters(served, page):
    """The last cell of a chapter, run by its reader."""
    for count in [3, 25, 100, 200]:
        name = f"{count + 100}-cells"
        served.write(f"Chapters/{name}.md", long_chapter(count))
        wait_for(lambda: page.goto(f"{served.origin}/{name}.html").status == 200)
        wait_for(lambda: page.evaluate(shown(count - 1, 10)), 300)
        field = opened(page, count - 1, "first * 10")
        times = []
        for turn in range(ROUNDS):
            field.fill(f"first * {1000 + turn}")
            field.focus()
            times.append(
                took(page, lambda: page.keyboard.press("Control+Enter"), shown(count - 1, 1000 + turn)))
            time.sleep(0.1)
        tell(f"the last cell of {count}, which uses the first", times)


def helps(served, page):
    """What SourceKit says while one writes: the first answer, and those after it."""
    for name, cell in [("01-first", 2), ("125-cells", 24), ("300-cells", 199)]:
        page.goto(f"{served.origin}/{name}.html")
        wait_for(is_fresh(page), 60)
        time.sleep(2)
        field = opened(page, cell, "")
        completions, notes = [], []
        options = "document.querySelectorAll('[role=option]').length > 0"
        for text in ["[1].ma", "[1].fi", "[1].re", "[1].so", "[1].la", "[1].co"]:
            field.fill(text)
            completions.append(took(page, lambda: page.keyboard.press("Control+Space"), options))
            page.keyboard.press("Escape")
        for word in ["print", "Array<Int>", "max(1, 2)", "min(1, 2)", "abs(-1)", "zip([1], [2])"]:
            field.fill(word)
            page.keyboard.press("Home")
            notes.append(
                took(page, lambda: page.keyboard.press("F1"), "!document.querySelector('#name-note').hidden"))
            page.keyboard.press("Escape")
        for what, times in [("completions", completions), ("help", notes)]:
            tell(f"{what} in cell {cell + 1}, the first", times[:1])
            tell(f"{what} in cell {cell + 1}, those after it", times[1:])


def main():
    with served_book() as served, browser() as chromium:
        page = chromium.new_page()
        page.goto(served.address)
        print("| what is done | shown after, median (slowest) |")
        print("|---|---|")
        for step in [saves, long_chapters, helps]:
            step(served, page)


if __name__ == "__main__":
    main()
