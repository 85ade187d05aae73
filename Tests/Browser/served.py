"""The served book as its readers see it, and the frame of the tests that drive it."""

import pathlib
import sys
import urllib.error
import urllib.request

from scratch import browser, served_book, wait_for


def box(page, cell):
    return page.locator(f'.cell[data-cell="{cell}"]')


def output(page, cell):
    return box(page, cell).locator(".output").inner_text()


def is_fresh(page):
    def nothing_is_stale():
        """every cell has run"""
        return page.evaluate(
            "!document.querySelector('.cell.stale, .cell.running')"
            " && document.querySelector('.cell-tools') !== null")
    return nothing_is_stale


def begins(served, page):
    """The first chapter, as its author has it."""
    # A page with changes would write them down again.
    page.goto(f"{served.origin}/theme.js")
    page.evaluate("localStorage.clear()")
    page.goto(f"{served.origin}/01-first.html")
    wait_for(is_fresh(page))


def opened(page, cell, code=""):
    """The field of a cell, with a text."""
    field = box(page, cell).locator("pre.code textarea")
    if not field.count():
        box(page, cell).hover()
        box(page, cell).get_by_role("button", name="Edit").click()
    field.fill(code)
    field.focus()
    return field


def run_of(page, cell, code):
    opened(page, cell, code)
    page.keyboard.press("Control+Enter")


def status(served, path="/", method="GET", body=None, **headers):
    """The status with which a request is answered; a header's name has underscores for hyphens."""
    request = urllib.request.Request(served.origin + path, body, method=method)
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        return urllib.request.urlopen(request, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


def tell_state(page, problems):
    """Prints what a page shows and remembers, for a step that failed."""
    print("The scripts' errors:", problems)
    for expression in ["chapterPage.origins", "localStorage", "document.body.innerText"]:
        try:
            print(f"{expression}: {page.evaluate(f'JSON.stringify({expression})')}")
        except Exception as error:
            print(f"{expression} can't be read: {error}")


def drive(steps, context_steps, takes_pictures, height):
    """Takes the steps in their order, or those alone that the command names; a folder's name asks for pictures."""
    names = {step.__name__ for step in steps + context_steps}
    chosen = names.intersection(sys.argv[1:]) or names
    folders = [word for word in sys.argv[1:] if word not in names]
    with served_book() as served, browser() as chromium:
        context = chromium.new_context(viewport={"width": 1000, "height": height})
        page = context.new_page()
        problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(served.address)
        for step in steps + context_steps:
            if step.__name__ in chosen:
                try:
                    step(served, page if step in steps else context)
                except Exception:
                    tell_state(page, problems)
                    raise
                print(f"passed: {step.__name__}")
        if folders:
            folder = pathlib.Path(folders[0])
            folder.mkdir(exist_ok=True)
            takes_pictures(served, context, folder)
        assert not problems, problems
        assert served.stop() == 130
        print("passed")
