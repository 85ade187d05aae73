"""How long a served page takes to show a saved change: medians, for Documentation/Serving.md. Asserts nothing."""

import pathlib
import statistics
import sys
import time

from serve_test import is_fresh, output
from workplace import ROOT, browser, served_book, wait_for

ROUNDS = 15


def seen_after(served, page, name, old, new, condition):
    start = time.monotonic()
    served.replace(name, old, new)
    wait_for(lambda: page.evaluate(condition), pause=0.002)
    return 1000 * (time.monotonic() - start)


def shown(cell, text):
    return f"""document.querySelector('.cell[data-cell="{cell}"] .output')?.innerText.trim() === '{text}'
      && !document.querySelector('.cell.stale')"""


def main():
    with served_book() as served, browser() as chromium:
        page = chromium.new_page()
        page.goto(served.address)
        page.goto(f"{served.origin}/01-first.html")
        wait_for(is_fresh(page))
        prose, last, middle = [], [], []
        for turn in range(ROUNDS):
            prose.append(
                seen_after(
                    served, page, "01-first.md", "Some prose" if turn == 0 else f"Prose {turn - 1}",
                    f"Prose {turn}", f"document.body.innerText.includes('Prose {turn} ')"))
            before = "total * 10\n" if turn == 0 else f"total * {1000 + turn - 1}\n"
            last.append(
                seen_after(
                    served, page, "01-first.md", before, f"total * {1000 + turn}\n",
                    shown(2, 42 * (1000 + turn))))
        factor = 1000 + ROUNDS - 1
        for turn in range(ROUNDS):
            middle.append(
                seen_after(
                    served, page, "01-first.md", f"total += {2 + turn}", f"total += {3 + turn}",
                    shown(2, (43 + turn) * factor)))
        print("| a change that is saved | shown after, median (slowest) |")
        print("|---|---|")
        for name, times in [
            ("prose", prose),
            ("the last cell of three, the first of which takes 1.5 s", last),
            ("the second cell of those three, and the one after it", middle),
        ]:
            print(f"| {name} | {statistics.median(times):.0f} ms ({max(times):.0f} ms) |")


main()
