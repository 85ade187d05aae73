"""Functions that readers call, where they don't end, trap, or take too much memory: from disk and served."""

import subprocess
import time

from scratch import TOOL, browser, served_book, violations, wait_for

CHAPTER = """# Calls

```swift wasm
/// Never ends above 4.
func waits(_ given: [Double]) -> [Double] {
  var sum = given[0]
  while given[0] > 4 { sum = sum < 0 ? 0 : sum + 1 }
  return [sum, [1, 2, 3][Int(given[1])]]
}

func inks(_ pixels: [Double]) -> [Double] {
  var sum = pixels.reduce(0, +)
  while pixels[0] > 0 { sum = sum < 0 ? 0 : sum + 1 }
  return [sum / 16]
}

func fills(_ given: [Double]) -> [Double] {
  [Double([Double](repeating: 0, count: Int(given[0] * 1e6)).count)]
}
```

```swift
PageFunction(
  "waits", waits, title: "How long?", input: .numbers(["a": 1...8, "b": 0...9]),
  labels: ["first", "second"], examples: [[3.0, 2], [1, 0]], captions: ["three", "one"])
```

```swift
PageFunction(
  "inks", inks, title: "How much ink?", input: .drawing(width: 4, height: 4),
  labels: ["ink"], examples: [[0, 0, 0, 0, 0, 1.0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]], captions: ["a square"])
```

```swift
PageFunction(
  "fills", fills, title: "How many?", input: .numbers(["millions": 1...100]),
  labels: ["numbers"], examples: [[1.0]], captions: ["one"])
```
"""

# How many pictures the page shows in half a second
PICTURES = """new Promise((told) => {
  const start = performance.now();
  let count = 0;
  const next = () => (++count, performance.now() - start < 500 ? requestAnimationFrame(next) : told(count));
  next();
})"""


def called(page, title):
    group = page.get_by_role("group", name=title)
    wait_for(group.is_visible)
    return group, group.locator(".function-answer")


def moves(page, slider, key):
    slider.focus()
    page.keyboard.press(key)


def ends_what_does_not_end(page):
    group, said = called(page, "How long?")
    first = group.get_by_role("slider").first
    wait_for(lambda: said.inner_text() == "first: 3.00")
    start = time.monotonic()
    moves(page, first, "End")
    assert page.evaluate(PICTURES) > 10, "the page stands still"
    wait_for(lambda: "didn’t end within five seconds" in said.inner_text(), 15)
    assert time.monotonic() - start > 4, "it was given no time"
    assert not violations(page), violations(page)
    moves(page, first, "Home")
    wait_for(lambda: said.inner_text() == "second: 3.00")
    # What is given later needn't wait so long.
    moves(page, first, "End")
    wait_for(lambda: said.inner_text() == "Computing …")
    start = time.monotonic()
    group.get_by_role("button", name="three").click()
    wait_for(lambda: said.inner_text() == "first: 3.00")
    assert time.monotonic() - start < 4, "it has waited for what nobody wants any more"


def stops_at_traps(page):
    group, said = called(page, "How long?")
    second = group.get_by_role("slider").nth(1)
    moves(page, second, "End")
    wait_for(lambda: "stopped at a trap" in said.inner_text())
    moves(page, second, "Home")
    wait_for(lambda: said.inner_text().startswith("first: "))


def has_limited_memory(page):
    group, said = called(page, "How many?")
    slider = group.get_by_role("slider")
    moves(page, slider, "End")
    wait_for(lambda: "stopped at a trap" in said.inner_text())
    moves(page, slider, "Home")
    wait_for(lambda: said.inner_text().startswith("numbers: "))


def draws_on(page):
    """While a drawing isn't answered one can go on drawing, and the last is answered."""
    group, said = called(page, "How much ink?")
    field = group.get_by_role("application")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    at = lambda x, y: (box["x"] + x * box["width"], box["y"] + y * box["height"])
    page.mouse.move(*at(0.1, 0.1))
    page.mouse.down()
    page.mouse.move(*at(0.9, 0.1), steps=8)
    page.mouse.up()
    assert page.evaluate(PICTURES) > 10, "the page stands still"
    group.get_by_role("button", name="a square").click()
    wait_for(lambda: said.inner_text() == "ink: 0.25")


def has_few_threads(page):
    def one_for_each_function():
        """each function has one thread at most"""
        page.evaluate("0")  # news of threads come with answers
        return len(page.workers) <= 3
    return one_for_each_function


def goes_without_threads(browser, address):
    page = browser.new_page()
    page.add_init_script("delete window.Worker")
    page.goto(address)
    group, said = called(page, "How long?")
    wait_for(lambda: said.inner_text() == "first: 3.00")
    stops_at_traps(page)
    page.close()


def main():
    with served_book() as served, browser() as chromium:
        served.write("Chapters/09-calls.md", CHAPTER)
        site = served.folder.parent / "a site"
        subprocess.run([TOOL, "render", "09", "--out", site], cwd=served.folder, check=True, capture_output=True)
        page = chromium.new_page()
        problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(served.address)
        wait_for(lambda: page.goto(f"{served.origin}/09-calls.html").status == 200)
        for address in [(site / "09-calls.html").as_uri(), f"{served.origin}/09-calls.html"]:
            page.goto(address)
            for step in [ends_what_does_not_end, stops_at_traps, has_limited_memory, draws_on]:
                step(page)
                print(f"passed: {step.__name__}, {address.partition(':')[0]}")
            wait_for(has_few_threads(page))
        goes_without_threads(chromium, (site / "09-calls.html").as_uri())
        assert not problems, problems
        print("passed")


if __name__ == "__main__":
    main()
