"""The rendered book in a real browser, from disk: reading, search, themes, keys, and axe's rules."""

import pathlib
import re
import subprocess
import sys
import tempfile

from scratch import ROOT, TOOL, browser, violations, wait_for


def pages(site):
    return sorted(site.glob("*.html"))


def address(site, name):
    return (site / name).as_uri()


def reads_without_scripts(chromium, site):
    page = chromium.new_context(java_script_enabled=False).new_page()
    for file in pages(site):
        page.goto(file.as_uri())
        assert page.locator("article").inner_text().strip(), f"{file.name} is empty"
        assert not page.locator("button").count(), "a button that does nothing"
    page.goto(address(site, "index.html"))
    page.locator("#contents a").first.click()
    assert page.locator("h1").inner_text()
    page.context.close()


def refers(chromium, site):
    """The reference: its links lead somewhere, it fits a phone, and axe has nothing against it."""
    reference = site / "reference"
    front = chromium.new_page()
    front.goto(address(site, "index.html"))
    front.get_by_role("link", name="Reference").click()
    assert front.locator("h1").inner_text() == "Reference"
    front.keyboard.press("/")
    front.keyboard.type("softmax(dim:)")
    wait_for(lambda: front.locator(".results a").count())
    front.keyboard.press("Enter")
    front.wait_for_url("**/Neural.Tensor.html#*")
    front.close()
    for scheme in ["light", "dark"]:
        page = chromium.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740}).new_page()
        for name in ["index", "Neural.Tensor", "Neural.functions", "Plot.Mark"]:
            page.goto(address(reference, f"{name}.html"))
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            said = violations(page)
            assert not said, f"{name}, {scheme}: {said}"
        page.context.close()
    page = chromium.new_page()
    for file in pages(reference):
        page.goto(file.as_uri())
        for link in page.evaluate("[...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))"):
            target, _, anchor = link.partition("#")
            assert not target or (reference / target).exists(), f"{file.name}: {link}"
            if anchor and target in ("", file.name):
                assert page.locator(f'[id="{anchor}"]').count(), f"{file.name}: {link}"
    page.close()


def sets_formulas(chromium, site):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(address(site, "05-what-a-network-is.html"))
    block = page.locator('math[display="block"]').first.bounding_box()
    line = page.locator("p > math").first.bounding_box()
    assert block["height"] > 2 * line["height"] > 0, "the sum's limits aren't below and above it"
    assert "$" not in page.locator("article").inner_text()
    page.context.close()


def is_small(chromium, site):
    for file in pages(site):
        size = file.stat().st_size
        assert size < 150_000, f"{file.name} has {size} bytes"


def never_scrolls_sideways(chromium, site):
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    for file in pages(site):
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), file.name
    page.close()


def goes_on_by_keys(chromium, site):
    page = chromium.new_page()
    names = [file.name for file in pages(site) if file.name[0].isdigit()]
    page.goto(address(site, names[0]))
    page.keyboard.press("ArrowRight")
    page.wait_for_url(address(site, names[1]))
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(address(site, names[0]))
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog", name="Keys").is_hidden()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip", "the text can't be reached"
    page.close()


def finds(chromium, site):
    page = chromium.new_page()
    page.goto(address(site, "05-what-a-network-is.html"))
    page.keyboard.press("/")
    page.keyboard.type("parameters")
    wait_for(lambda: page.locator(".results li").count() > 3)
    all_found = page.locator(".results li").count()
    page.keyboard.type(" pieces")
    wait_for(lambda: 0 < page.locator(".results li").count() < all_found)
    assert page.locator(".results mark").first.inner_text()
    found = page.locator(".results a").first.get_attribute("href")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/" + found)
    assert not page.locator("dialog[open]").count()
    page.get_by_role("button", name="Search").locator("visible=true").click()
    page.keyboard.type("no such words <b>")
    wait_for(lambda: "Nothing found" in page.locator("dialog").inner_text())
    page.close()


def changes_themes(chromium, site):
    page = chromium.new_context(color_scheme="light").new_page()
    page.goto(address(site, "06-components.html"))
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    button = page.locator("button.theme").locator("visible=true")
    button.click()
    button.click()
    assert button.inner_text() == "Theme: dark"
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark, "the choice is forgotten"
    page.keyboard.press("t")
    assert page.evaluate(ground) == light
    page.context.close()


def speaks_python(chromium, site):
    page = chromium.new_page()
    page.goto(address(site, "08-defining-the-class.html"))
    swift = page.locator(".cell:has(.twin) > .code").first
    python = page.locator(".twin .code").first
    assert swift.is_visible() and not python.is_visible()
    switch = page.locator("button.language").locator("visible=true")
    switch.click()
    assert python.is_visible() and not swift.is_visible()
    assert switch.inner_text() == "Code: PyTorch", "the switch has another label than the book's"
    page.reload()
    assert python.is_visible() and not swift.is_visible(), "the choice is forgotten"
    switch.click()
    assert swift.is_visible() and not python.is_visible()
    page.close()


def predicts(chromium, site):
    """A guess, typed or chosen, is judged and uncovers the output: by mouse, by keys, without scripts."""
    page = chromium.new_page()
    page.goto(address(site, "02-tensors.html"))
    asked = page.locator(".predict").first
    output = asked.locator(".output")
    assert not output.is_visible(), "the output isn't covered"
    asked.get_by_role("button", name="Compare").click()
    assert not output.is_visible(), "nothing was predicted"
    asked.locator("textarea").fill("[64, 28]\n[1, 28, 28] [28, 28]")
    page.keyboard.press("Control+Enter")
    assert output.is_visible() and asked.get_by_role("status").inner_text().startswith("Not quite")
    asked.locator("textarea").fill("[64,784]\n[1, 28, 28]  [28,28]")
    asked.get_by_role("button", name="Compare").click()
    assert "Yes" in asked.get_by_role("status").inner_text()

    page.goto(address(site, "08-defining-the-class.html"))
    asked = page.locator(".predict:has(.choices)").first
    output = asked.locator(".output")
    asked.locator(".choices summary").first.focus()
    page.keyboard.press("Enter")
    assert asked.locator(".choices p").first.inner_text().startswith("No.")
    assert not output.is_visible(), "a wrong choice uncovers the output"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    wait_for(output.is_visible)
    assert asked.locator(".right p").is_visible() and not asked.locator(".choices p").first.is_visible()
    page.close()

    plain = chromium.new_context(java_script_enabled=False).new_page()
    plain.goto(address(site, "02-tensors.html"))
    asked = plain.locator(".predict").first
    assert not asked.locator(".output").is_visible()
    asked.get_by_text("Show the output").click()
    assert asked.locator(".output").is_visible()
    plain.reload()
    plain.emulate_media(media="print")
    assert asked.locator(".output").is_visible(), "on paper the output is missing"
    plain.context.close()


def controls(chromium, site):
    """What a reader chooses is shown at once: by mouse, by keys, and back; without scripts the page says it."""
    page = chromium.new_page()
    page.goto(address(site, "10-autograd.html"))
    control = page.get_by_role("group", name="learning rate")
    cell = page.locator(".cell:has(.controls)")
    figure = cell.locator("figure")
    usual = figure.inner_html()
    control.get_by_label("0.125").check()
    assert "Ten steps at 0.125" in figure.inner_html(), "another choice shows the same figure"
    note = cell.locator(".chosen-note")
    assert note.get_by_role("status").inner_text() == "What is shown below is for learning rate 0.125."
    page.keyboard.press("ArrowRight")
    assert "Ten steps at 0.23" in figure.inner_html()
    said = violations(page)
    assert not said, said
    note.get_by_role("button").click()
    assert figure.inner_html() == usual and not note.is_visible()
    assert control.get_by_label("0.01").is_checked()
    page.close()

    plain = chromium.new_context(java_script_enabled=False).new_page()
    plain.goto(address(site, "10-autograd.html"))
    assert plain.locator("p.control").inner_text() == "learning rate: 0.01"
    plain.context.close()


def plays_frames(chromium, site):
    """A series is gone through by mouse, by keys, and by itself; without scripts and on paper it is there."""
    page = chromium.new_page()
    page.goto(address(site, "10-autograd.html"))
    series = page.locator(".frames").first
    frames = series.locator(".frame")
    shown = lambda: [n for n in range(frames.count()) if frames.nth(n).is_visible()]
    assert shown() == [0]
    slider = series.get_by_role("slider", name="step")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert shown() == [1] and slider.get_attribute("aria-valuetext") == "1"
    assert page.url.endswith("10-autograd.html"), "the arrow has turned the page"
    page.keyboard.press("End")
    assert shown() == [frames.count() - 1]
    play = series.get_by_role("button", name="Play")
    play.click()
    wait_for(lambda: shown() == [2])
    series.get_by_role("button", name="Pause").press("Space")
    rest = shown()
    page.wait_for_timeout(1200)
    assert shown() == rest, "it goes on"
    page.emulate_media(media="print")
    assert len(shown()) == 4 and not slider.is_visible(), "on paper there aren't four frames"
    page.goto(address(site, "07-building-a-network.html"))
    assert page.locator("svg .frame").first.is_visible(), "on paper a drawing has lost its own frames"
    page.close()

    still = chromium.new_context(reduced_motion="reduce").new_page()
    still.goto(address(site, "10-autograd.html"))
    assert not still.get_by_role("button", name="Play").count(), "it plays against the reader's wish"
    assert still.get_by_role("slider", name="step").count()
    still.context.close()

    plain = chromium.new_context(java_script_enabled=False).new_page()
    plain.goto(address(site, "10-autograd.html"))
    frames = plain.locator(".frames").first.locator(".frame")
    assert all(frames.nth(n).is_visible() for n in range(frames.count()))
    plain.context.close()


def looks_inside(chromium, site):
    """An output shows what makes it, to those who point at it and those who come to it by keys; without scripts."""
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(address(site, "05-what-a-network-is.html"))
    spots = page.locator("svg:has(.spot)").first.locator(".spot")
    details = [spots.nth(n).locator(".details text").first for n in range(spots.count())]
    shown = lambda: [n for n, detail in enumerate(details) if detail.is_visible()]
    assert shown() == [0]
    spots.nth(2).locator("text").first.hover()
    assert shown() == [2]
    spots.nth(1).focus()
    assert shown() == [2], "two are shown at once"
    page.mouse.move(0, 0)
    assert shown() == [1]
    page.keyboard.press("Tab")
    assert shown() == [2]
    assert "=" in spots.nth(2).get_attribute("aria-label")
    page.context.close()


def calls_functions(chromium, site):
    """What a reader draws is answered by the chapter's own function: by mouse, by keys; elsewhere there is a figure."""
    for scheme in ["light", "dark"]:
        for width in [390, 1280]:
            page = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
            page.goto(address(site, "15-fashion-mnist.html"))
            called = page.get_by_role("group", name="What is it?")
            wait_for(called.is_visible)
            figure = page.locator("figure.answered")
            assert not figure.is_visible()
            said = called.locator(".function-answer")
            assert said.inner_text() == "Nothing is drawn."

            # The same as the program computed, which is in the figure: the greatest three of each example
            rows = figure.locator("text").all_text_contents()[1:]
            for place, button in enumerate(called.locator(".function-examples button").all()):
                button.click()
                caption, *expected = rows[7 * place: 7 * place + 7]
                assert button.inner_text() == caption
                wait_for(lambda: said.inner_text() == f"{expected[0]}: {expected[1]}")
                texts = [row.locator("span").all_text_contents() for row in called.locator("li").all()]
                answers = {row[0]: row[-1] for row in texts}
                assert [answers[name] for name in expected[::2]] == expected[1::2], (answers, expected)
                assert called.locator("li.best").inner_text().startswith(expected[0])

            # A square in the middle, by mouse
            called.get_by_role("button", name="Clear").click()
            wait_for(lambda: said.inner_text() == "Nothing is drawn.")
            field = called.get_by_role("application")
            field.scroll_into_view_if_needed()
            box = field.bounding_box()
            at = lambda x, y: (box["x"] + x * box["width"], box["y"] + y * box["height"])
            page.mouse.move(*at(0.3, 0.2))
            page.mouse.down()
            for row in range(2, 9):
                page.mouse.move(*at(0.7 if row % 2 else 0.3, row / 10), steps=4)
            page.mouse.up()
            wait_for(lambda: ": 0." in said.inner_text() or ": 1.00" in said.inner_text())
            drawn = said.inner_text()
            assert sum(float(text) for text in called.locator(".number").all_inner_texts()) > 0.95
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "sideways"
            problems = violations(page)
            assert not problems, f"{scheme}, {width}: {problems}"
            page.emulate_media(media="print")
            assert figure.is_visible() and not called.is_visible(), "on paper there is no figure"
            page.emulate_media(media="screen")
            assert said.inner_text() == drawn
            page.context.close()

    page = chromium.new_page()
    page.goto(address(site, "15-fashion-mnist.html"))
    called = page.get_by_role("group", name="What is it?")
    said = called.locator(".function-answer")
    field = called.get_by_role("application")
    field.focus()
    for key in ["ArrowLeft", "Space", "ArrowDown", "ArrowDown", "ArrowRight"]:
        page.keyboard.press(key)
    wait_for(lambda: ": " in said.inner_text())
    assert called.get_by_text("Row 10, column 8, pen down").count()
    assert page.url.endswith("15-fashion-mnist.html"), "an arrow has turned the page"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_for(lambda: said.inner_text() == "Nothing is drawn.")
    page.close()

    plain = chromium.new_context(java_script_enabled=False).new_page()
    plain.goto(address(site, "15-fashion-mnist.html"))
    assert plain.get_by_role("img", name="What is it?").first.is_visible()
    plain.context.close()


def folds_solutions(chromium, site):
    page = chromium.new_page()
    page.goto(address(site, "02-tensors.html"))
    assert page.locator(".exercise .code").is_visible() and page.locator(".conditions").is_visible()
    solution = page.get_by_text("byColumns = scores / scores")
    assert not solution.is_visible(), "the solution isn't folded"
    page.close()


def shows_where_one_is(chromium, site):
    """The contents beside a late chapter begin where it stands in them, and the page at its top."""
    page = chromium.new_context(viewport={"width": 1280, "height": 700}).new_page()
    page.goto(address(site, "B-writing-chapters.html"))
    entry = page.locator(".sidebar [aria-current=page]")
    wait_for(lambda: 0 < entry.bounding_box()["y"] < 660)
    assert page.evaluate("scrollY") == 0
    page.goto(address(site, "02-tensors.html"))
    wait_for(entry.is_visible)
    assert page.evaluate("document.querySelector('.sidebar').scrollTop") == 0
    page.context.close()


def copies(chromium, site):
    context = chromium.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address(site, "08-defining-the-class.html"))
    code = page.locator(".cell pre.code").first
    code.hover()
    code.get_by_role("button", name="Copy").click()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.strip() and "Copy" not in text, text
    heading = page.locator("article h2").first
    heading.hover()
    heading.locator(".anchor").click()
    assert page.evaluate("navigator.clipboard.readText()").endswith("#" + heading.get_attribute("id"))
    cell = page.locator(".cell").nth(1)
    cell.hover()
    cell.locator("> .anchor").click()
    assert page.evaluate("navigator.clipboard.readText()").endswith("#cell-2")
    context.close()


def follows_axe(chromium, site):
    for scheme in ["light", "dark"]:
        for width in [390, 1280]:
            page = chromium.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
            for file in pages(site):
                page.goto(file.as_uri())
                said = violations(page)
                assert not said, f"{file.name}, {scheme}, {width}: {said}"
            page.keyboard.press("/")
            page.keyboard.type("tensor")
            wait_for(lambda: page.locator(".results li").count())
            said = violations(page)
            assert not said, f"search, {scheme}, {width}: {said}"
            page.context.close()


def takes_pictures(chromium, site):
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for scheme in ["light", "dark"]:
        for width in [390, 1280]:
            page = chromium.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
            for file in pages(site):
                page.goto(file.as_uri())
                page.screenshot(path=folder / f"{file.stem}-{width}-{scheme}.png", full_page=True)
            page.goto(address(site, "08-defining-the-class.html"))
            page.locator("button.language").locator("visible=true").click()
            page.screenshot(path=folder / f"python-{width}-{scheme}.png", full_page=True)
            page.keyboard.press("/")
            page.keyboard.type("tensor")
            wait_for(lambda: page.locator(".results li").count())
            page.screenshot(path=folder / f"search-{width}-{scheme}.png")
            page.context.close()


def says_what_names_are(chromium, site):
    """By pointer, by keys and by touch; a note can be entered and put away, and leads to the reference."""
    for scheme in ["light", "dark"]:
        for width in [390, 1280]:
            page = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()
            page.goto(address(site, "02-tensors.html"))
            wait_for(lambda: page.locator(".term").count())
            note = page.locator("#name-note")
            call = page.locator(".cell .term", has_text="argmax").first
            call.scroll_into_view_if_needed()
            call.hover()
            wait_for(note.is_visible)
            assert "func argmax(dim: Int" in note.inner_text() and "Neural · Tensor" in note.inner_text()
            said = violations(page)
            assert not said, f"{scheme}, {width}: {said}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "sideways"
            note.hover()
            page.wait_for_timeout(500)
            assert note.is_visible(), "a pointer can't go into the note"
            page.keyboard.press("Escape")
            assert note.is_hidden()
            page.context.close()

    page = chromium.new_page()
    page.goto(address(site, "02-tensors.html"))
    wait_for(lambda: page.locator(".term").count())
    cell = page.locator(".cell", has=page.locator(".term", has_text="argmax")).first
    cell.locator(".term").first.focus()
    note = page.locator("#name-note")
    assert "let scores: Tensor" in note.inner_text()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "name-note"
    page.keyboard.press("ArrowRight")
    assert "TensorLiteral" in note.inner_text(), "the initialiser that is called isn't said"
    page.keyboard.press("End")
    assert "func argmax" in note.inner_text()
    page.keyboard.press("Tab")
    wait_for(note.is_hidden)
    assert not page.evaluate("document.activeElement.matches('.cell .term')"), "a cell takes more than one step"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reference/Neural.Tensor.html#argmax*")
    page.close()

    page = chromium.new_page()
    page.goto(address(site, "B-writing-chapters.html"))
    value = page.locator("p [data-value].term")
    wait_for(value.count)
    note = page.locator("#name-note")
    value.hover()
    wait_for(note.is_visible)
    assert note.inner_text().split("\n")[0] == "names.count" and "of type Int" in note.inner_text(), note.inner_text()
    assert not violations(page), violations(page)
    page.keyboard.press("Escape")
    page.locator("p", has=page.locator("[data-value]")).locator(".term[tabindex='0']").focus()
    page.keyboard.press("End")
    assert value.evaluate("(value) => value === document.activeElement"), "a value can't be reached by keys"
    assert "names.count" in note.inner_text()
    page.close()

    touched = chromium.new_context(has_touch=True, viewport={"width": 390, "height": 740}).new_page()
    touched.goto(address(site, "02-tensors.html"))
    wait_for(lambda: touched.locator(".term").count())
    name = touched.locator(".cell .term", has_text="linspace").first
    name.scroll_into_view_if_needed()
    name.tap()
    wait_for(touched.locator("#name-note").is_visible)
    touched.locator("#name-note a").tap()
    touched.wait_for_url("**/reference/Neural.Tensor.html#linspace*")
    touched.context.close()
    for file in (site / "names").glob("*.js"):
        assert file.stat().st_size < 60_000, f"{file.name} has {file.stat().st_size} bytes"


def main():
    with tempfile.TemporaryDirectory() as name, browser() as chromium:
        site = pathlib.Path(name) / "a site"
        for command in [["reference", "--out", site / "reference"], ["render", "--out", site]]:
            subprocess.run([TOOL, *command], cwd=ROOT, check=True, capture_output=True)
        for step in [
            reads_without_scripts, refers, sets_formulas, is_small, never_scrolls_sideways,
            goes_on_by_keys, finds, changes_themes, speaks_python, predicts, controls, says_what_names_are,
            plays_frames, looks_inside, calls_functions, shows_where_one_is,
            folds_solutions, copies, follows_axe,
        ]:
            step(chromium, site)
            print(f"passed: {step.__name__}")
        if len(sys.argv) > 1:
            takes_pictures(chromium, site)


if __name__ == "__main__":
    main()
