"""The editor of the served book in a real browser, and what readers make of a chapter. Fails with a sentence."""

import json
import time

from served import begins, box, drive, is_fresh, opened, output, run_of, status
from scratch import violations, wait_for


def typed(page, field, keys):
    for key in keys:
        page.keyboard.press(key) if len(key) > 1 else page.keyboard.type(key)
    return field.input_value()


def writes(served, page):
    """Indentation, pairs of brackets, comments, and the browser's own undo."""
    begins(served, page)
    field = opened(page, 2)
    assert typed(page, field, ["f", "(", "x", ")", " ", "{", "Enter", "y"]) == "f(x) {\n  y\n}"
    assert typed(page, field, ["Enter", "}"]) == "f(x) {\n  y\n}\n}"
    page.keyboard.press("Control+z")
    assert field.input_value() != "f(x) {\n  y\n}\n}", "nothing is undone"
    field = opened(page, 2, "a\nb")
    page.keyboard.press("Control+a")
    assert typed(page, field, ["Tab"]) == "  a\n  b"
    assert typed(page, field, ["Shift+Tab"]) == "a\nb"
    assert typed(page, field, ["Control+/"]) == "// a\n// b"
    assert typed(page, field, ["Control+/"]) == "a\nb"
    page.keyboard.press("Control+z")
    assert field.input_value() == "// a\n// b", "a comment isn't undone"
    field = opened(page, 2, "x")
    page.keyboard.press("Control+a")
    assert typed(page, field, ["["]) == "[x]"
    field = opened(page, 2, "")
    assert typed(page, field, ['"', "a", '"', "(", "Backspace"]) == '"a"'
    # The text below is the same, and keeps its colours while one types.
    field = opened(page, 2, 'let text = "a"  // b')
    code = box(page, 2).locator("pre.code code")
    wait_for(lambda: code.locator(".keyword").count())
    page.keyboard.press("End")
    page.keyboard.type("c")
    assert code.locator(".keyword").count(), "the colours are gone for a moment"
    assert code.text_content().rstrip("\n") == 'let text = "a"  // bc'
    page.keyboard.press("Home")
    typed(page, field, ["f", "(", "Escape"])
    assert page.evaluate("window.find('text = ')"), "the browser doesn't find the text"
    # Brackets that belong together are marked, those in strings aren't any.
    opened(page, 2, 'g(")", [1])')
    page.keyboard.press("End")
    marked = "[...(CSS.highlights.get('bracket') ?? [])].map((range) => range.startOffset >= 0 && range.toString())"
    wait_for(lambda: page.evaluate(marked) == ["(", ")"])


def leads_out(served, page):
    """Tab writes; Escape, then Tab, leads out of the field, and a reader is told so."""
    field = opened(page, 2, "")
    page.keyboard.press("Tab")
    assert field.input_value() == "  "
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA", "the keyboard is caught"
    told = field.evaluate("(field) => field.getAttribute('aria-describedby').split(' ')"
        ".map((id) => document.getElementById(id).textContent).join(' ')")
    assert "Escape, then Tab" in told, told


def completes(served, page):
    begins(served, page)
    field = opened(page, 2, "")
    typed(page, field, ["t", "o", "t"])
    options = box(page, 2).get_by_role("option")
    wait_for(lambda: options.count())
    assert options.first.inner_text().startswith("total"), options.all_inner_texts()
    said = violations(page)
    assert not said, said
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    assert field.input_value() == "total" and not options.count()
    times = []
    for text in ["total.des", "total.mag", "total.big", "print(total.sig", "total.dis"]:
        field.fill(text)
        start = time.monotonic()
        page.keyboard.press("Control+Space")
        wait_for(lambda: options.count(), pause=0.005)
        times.append(1000 * (time.monotonic() - start))
        page.keyboard.press("Escape")
        assert not options.count(), "Escape doesn't close the list"
    print(f"completions after {sorted(times)[len(times) // 2]:.0f} ms, at most {max(times):.0f} ms")
    field.fill("pri")
    page.keyboard.press("Control+Space")
    wait_for(lambda: options.count())
    page.keyboard.press("Tab")
    assert field.input_value().startswith("pri") and "\u0001" not in field.input_value()


def helps(served, page):
    begins(served, page)
    field = opened(page, 2, "total.magnitude")
    page.keyboard.press("Home")
    start = time.monotonic()
    page.keyboard.press("F1")
    note = page.locator("#name-note")
    wait_for(note.is_visible, pause=0.005)
    print(f"help after {1000 * (time.monotonic() - start):.0f} ms")
    assert "var total: Int" in note.inner_text() and "cell 1" in note.inner_text(), note.inner_text()
    page.keyboard.press("Escape")
    assert note.is_hidden()
    field.fill("unheardOf")
    page.keyboard.press("Home")
    page.keyboard.press("F1")
    wait_for(lambda: note.is_visible() and "Nothing is known" in note.inner_text())
    page.keyboard.press("Escape")


def says_errors(served, page):
    """Errors stand at their lines while one writes, and are read out with the field."""
    begins(served, page)
    field = opened(page, 2, "print(1)\ntotl * 10")
    wait_for(lambda: box(page, 2).locator(".problem").count())
    assert "cannot find 'totl' in scope" in box(page, 2).locator(".problem").inner_text()
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby").split()[1]
    assert page.locator(f"#{described}").text_content().startswith("Line 2: cannot find")
    said = violations(page)
    assert not said, said
    field.fill("print(1)\ntotal * 10")
    wait_for(lambda: not box(page, 2).locator(".problem").count())
    assert field.get_attribute("aria-invalid") is None


def adds_and_removes(served, page):
    begins(served, page)
    before = served.chapter("01-first.md").read_text()
    box(page, 1).hover()
    box(page, 1).get_by_role("button", name="Add").click()
    wait_for(lambda: box(page, 2).locator("textarea").count() and box(page, 3).count())
    wait_for(lambda: page.evaluate("document.activeElement.getAttribute('aria-label')") == "The code of cell 3")
    page.keyboard.type("total += 1")
    page.keyboard.press("Control+Enter")
    wait_for(lambda: output(page, 3) == "430")
    said = violations(page)
    assert not said, said
    page.reload()
    wait_for(lambda: box(page, 3).count() and output(page, 3) == "430" and is_fresh(page)())
    assert box(page, 2).locator("textarea").input_value() == "total += 1", "the cell is gone after a reload"

    box(page, 1).hover()
    box(page, 1).get_by_role("button", name="Remove").click()
    wait_for(lambda: not box(page, 3).count() and output(page, 2) == "410")
    assert page.get_by_text("You have removed a cell here.").count() == 1
    said = violations(page)
    assert not said, said
    page.keyboard.press("Enter")  # Undo has the focus.
    wait_for(lambda: box(page, 3).count() and output(page, 3) == "430")
    box(page, 1).get_by_role("button", name="Remove").click()
    wait_for(lambda: not box(page, 3).count())
    page.reload()
    wait_for(lambda: page.get_by_role("button", name="Restore").count() and is_fresh(page)())
    page.get_by_role("button", name="Restore").click()
    wait_for(lambda: box(page, 3).count() and output(page, 3) == "430")

    box(page, 2).get_by_role("button", name="Remove").click()
    wait_for(lambda: not box(page, 3).count() and output(page, 2) == "420")
    page.get_by_role("button", name="Undo").click()
    wait_for(lambda: box(page, 3).count() and output(page, 3) == "430")
    assert served.chapter("01-first.md").read_text() == before, "the file has changed"


def adds_above(served, page):
    """A cell can stand above the first, and another above that."""
    context = page.context.browser.new_context(storage_state=page.context.storage_state())
    page = context.new_page()
    begins(served, page)
    for number, code in enumerate(["let above = 2\nprint(above)", "let top = 1\nprint(top)"]):
        box(page, 0).hover()
        box(page, 0).get_by_role("button", name="Add above").click()
        wait_for(lambda: page.evaluate("document.activeElement.getAttribute('aria-label')") == "The code of cell 1"
            and box(page, 3 + number).count())
        page.keyboard.insert_text(code)
        page.keyboard.press("Control+Enter")
        wait_for(lambda: output(page, 0) == str(2 - number) and is_fresh(page)())
    assert page.get_by_role("button", name="Add above").count() == 1, "not only the first cell"
    page.reload()
    wait_for(lambda: box(page, 4).count() and output(page, 1) == "2" and is_fresh(page)())
    assert output(page, 4) == "420"
    said = violations(page)
    assert not said, said
    box(page, 0).get_by_role("button", name="Add", exact=True).click()
    wait_for(lambda: page.evaluate("document.activeElement.getAttribute('aria-label')") == "The code of cell 2"
        and box(page, 5).count())
    box(page, 0).get_by_role("button", name="Remove").click()
    wait_for(lambda: not box(page, 5).count() and output(page, 1) == "2")
    context.close()


def keeps_a_copy(served, page):
    """A reader's cells as a file of their own: chapter, notebook, program."""
    wait_for(is_fresh(page))
    copies = {}
    for name in ["Chapter", "Notebook", "Swift"]:
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        copies[name] = (download.value.suggested_filename, download.value.path().read_text())
    name, text = copies["Chapter"]
    assert name == "01-first.md"
    assert "```swift\ntotal += 1\n```\n" in text and "```output\n430\n```" in text, text
    notebook = json.loads(copies["Notebook"][1])
    assert "".join(notebook["cells"][-1]["outputs"][0]["text"]) == "430"
    assert "total += 1" in copies["Swift"][1]
    assert "total += 1" not in served.chapter("01-first.md").read_text()


def saves_added_cells(served, page):
    """Where its author saves, the file has the cells; changes elsewhere stay."""
    box(page, 3).hover()
    box(page, 3).get_by_role("button", name="Edit").click()
    box(page, 3).locator("textarea").fill("total * 100")
    page.keyboard.press("Control+Enter")
    wait_for(lambda: output(page, 3) == "4300")
    box(page, 2).get_by_role("button", name="Save").click()
    wait_for(lambda: "```swift\ntotal += 1\n```\n" in served.chapter("01-first.md").read_text())
    wait_for(lambda: page.evaluate("chapterPage.origins") is None)
    wait_for(lambda: output(page, 3) == "4300" and box(page, 3).locator("textarea").input_value() == "total * 100")
    box(page, 2).hover()
    box(page, 2).get_by_role("button", name="Remove").click()
    wait_for(lambda: page.locator(".removed").get_by_role("button", name="Save").count())
    page.locator(".removed").get_by_role("button", name="Save").click()
    wait_for(lambda: "total += 1" not in served.chapter("01-first.md").read_text())
    wait_for(lambda: output(page, 2) == "4200" and not page.locator(".removed").count())
    page.evaluate("localStorage.clear()")


def keeps_the_order(served, page):
    """What is asked for last is what is shown, however long an earlier request is under way."""
    begins(served, page)
    page.evaluate("""() => {
        const send = window.fetch;
        let isFirst = true;
        window.fetch = async (what, ...rest) => {
            if (what === "run" && isFirst) {
                isFirst = false;
                await new Promise((resolve) => setTimeout(resolve, 700));
            }
            return send(what, ...rest);
        };
    }""")
    for factor in [5, 7]:
        run_of(page, 2, f"total * {factor}")
    wait_for(lambda: output(page, 2) == "294")
    time.sleep(1)
    wait_for(is_fresh(page))
    assert output(page, 2) == "294" and box(page, 2).locator("textarea").input_value() == "total * 7"
    page.evaluate("localStorage.clear()")


def keeps_the_field(served, page):
    """Who writes goes on writing in the same place, whatever runs, and whatever the author adds above."""
    begins(served, page)
    before = served.chapter("01-first.md").read_text()
    run_of(page, 2, "total * 3")
    wait_for(lambda: output(page, 2) == "126" and is_fresh(page)())
    page.keyboard.type("0")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("0")
    wait_for(lambda: output(page, 2) == "1260" and is_fresh(page)())
    assert page.evaluate("document.activeElement.value") == "total * 300"
    page.keyboard.press("Control+z")
    assert page.evaluate("document.activeElement.value") != "total * 300", "nothing can be undone"
    box(page, 2).locator("textarea").fill("total * 3")
    served.replace("01-first.md", "Some prose", "```swift\nlet extra = 1\n```\n\nSome prose")
    for _ in range(20):
        page.keyboard.type("0")
        page.wait_for_timeout(40)
    wait_for(lambda: box(page, 3).locator("textarea").count() and is_fresh(page)())
    assert page.evaluate("document.activeElement.value") == "total * 3" + 20 * "0"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "The code of cell 4"
    assert page.locator("textarea").count() == 1
    box(page, 3).locator("textarea").fill("total * 4")
    page.keyboard.press("Control+Enter")
    wait_for(lambda: output(page, 3) == "168" and is_fresh(page)())
    page.evaluate("localStorage.clear()")
    served.write("Chapters/01-first.md", before)


def says_what_is_wrong(served, page):
    begins(served, page)
    opened(page, 2, "total\n```\n\n```swift\n1")
    page.keyboard.press("Control+Enter")
    wait_for(lambda: "would end the cell's fence" in page.locator(".live").inner_text())
    page.evaluate("localStorage.clear()")


def refuses(served, context):
    """What helps to write is answered to pages of this book alone, and shows no file."""
    cookie = "; ".join(f"{c['name']}={c['value']}" for c in context.cookies())
    json_headers = {"Content_Type": "application/json", "Origin": served.origin}
    for path in ["/complete", "/help", "/problems", "/names", "/copy"]:
        body = b'{"client":"none","cell":0,"code":"x","offset":1,"format":"md"}'
        assert status(served, path, "POST", body, **json_headers) == 403, "without the cookie"
        assert status(served, path, "POST", body, Cookie=cookie, Origin=served.origin) == 415
        assert status(served, path, "POST", body, Cookie=cookie, **json_headers) == 409, path
        assert status(served, path, Cookie=cookie) == 404, path


def takes_pictures(served, context, folder):
    for scheme in ["light", "dark"]:
        for width in [390, 1280]:
            shown = context.browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 900}, storage_state=context.storage_state())
            page = shown.new_page()
            begins(served, page)
            opened(page, 2, "print(totl)\ntotal.")
            page.keyboard.press("Control+End")
            wait_for(lambda: box(page, 2).locator(".problem").count())
            page.keyboard.press("Control+Space")
            wait_for(lambda: page.get_by_role("option").count())
            page.keyboard.press("ArrowDown")
            page.screenshot(path=folder / f"editor-{width}-{scheme}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "sideways"
            page.keyboard.press("Escape")
            box(page, 1).hover()
            box(page, 1).get_by_role("button", name="Remove").click()
            wait_for(lambda: page.locator(".removed").count())
            page.screenshot(path=folder / f"removed-{width}-{scheme}.png", full_page=True)
            said = violations(page)
            assert not said, f"{scheme}, {width}: {said}"
            page.evaluate("localStorage.clear()")
            shown.close()


if __name__ == "__main__":
    drive(
        [writes, leads_out, completes, helps, says_errors, adds_and_removes, adds_above, keeps_a_copy,
            saves_added_cells, keeps_the_order, keeps_the_field, says_what_is_wrong],
        [refuses], takes_pictures, height=700)
