"""The served book in a real browser: follow, edit, run, stop, reset, save. Fails with a sentence."""

import subprocess
import time

from served import begins, box, drive, is_fresh, opened, output, run_of, status
from scratch import TOOL, violations, wait_for


def follows(served, page):
    assert "token" not in page.url, "the token stays in the address"
    page.goto(f"{served.origin}/01-first.html")
    assert output(page, 1) == "total 42", "the recorded output isn't there at once"
    wait_for(is_fresh(page))
    page.evaluate("window.scrollTo(0, 200)")
    place = page.evaluate("window.scrollY")
    assert place > 0, "the page is too short for the test"
    page.evaluate("window.mark = 'not loaded again'")

    start = time.monotonic()
    served.replace("01-first.md", "Some prose", "Other prose")
    wait_for(lambda: page.get_by_text("Other prose").count())
    print(f"prose appears after {1000 * (time.monotonic() - start):.0f} ms")
    assert page.evaluate("window.scrollY") == place, "the page has moved"

    start = time.monotonic()
    served.replace("01-first.md", "total * 10", "total * 100")
    wait_for(lambda: output(page, 2) == "4200")
    took = time.monotonic() - start
    print(f"code appears after {1000 * took:.0f} ms")
    assert took < 1.5, "cells above have run again"
    assert page.evaluate("window.mark") == "not loaded again"
    served.replace("01-first.md", "total * 100", "total * 10")


def shows_errors(served, page):
    begins(served, page)
    served.replace("01-first.md", "total * 10", "totall * 10")
    wait_for(lambda: page.locator(".problem").count())
    assert "cannot find 'totall' in scope" in page.locator(".problem").inner_text()
    last = page.locator('.cell[data-cell="2"]')
    assert "stale" in last.get_attribute("class"), "the old output looks like a fresh one"
    assert output(page, 2) == "420", "the last good output is gone"
    served.replace("01-first.md", "totall * 10", "total * 10")
    wait_for(lambda: output(page, 2) == "420" and is_fresh(page)())
    served.write("Chapters/01-first.md", served.chapter("01-first.md").read_text() + "\n```swift\nunclosed")
    wait_for(lambda: "01-first.md:" in page.locator(".live").inner_text())
    served.replace("01-first.md", "\n```swift\nunclosed", "")
    wait_for(is_fresh(page))


def edits(served, page):
    begins(served, page)
    before = served.chapter("01-first.md").read_text()
    run_of(page, 1, 'total += 3\nprint("sum", total)')
    wait_for(lambda: output(page, 1) == "sum 43")
    wait_for(lambda: output(page, 2) == "430")
    assert served.chapter("01-first.md").read_text() == before, "the file has changed"
    page.reload()
    wait_for(lambda: output(page, 1) == "sum 43")
    assert page.locator('.cell[data-cell="1"] textarea').input_value().startswith("total += 3")

    # Another reader sees the author's text.
    context = page.context.browser.new_context()
    context.add_cookies(page.context.cookies())
    other = context.new_page()
    other.goto(f"{served.origin}/01-first.html")
    wait_for(is_fresh(other))
    assert output(other, 1) == "total 42"
    context.close()

    page.locator('.cell[data-cell="1"]').get_by_role("button", name="Reset").click()
    wait_for(lambda: output(page, 1) == "total 42" and output(page, 2) == "420")


def stops(served, page):
    begins(served, page)
    run_of(page, 2, 'import Glibc\nfor i in 1... { print(i); usleep(50_000) }')
    wait_for(lambda: output(page, 2).startswith("1\n2\n3"))
    page.get_by_role("button", name="Stop").click()
    wait_for(lambda: page.get_by_role("button", name="Stop").is_hidden())
    shown = output(page, 2)
    time.sleep(0.5)
    assert output(page, 2) == shown, "it goes on"
    page.locator('.cell[data-cell="2"]').get_by_role("button", name="Reset").click()
    wait_for(lambda: output(page, 2) == "420")


def ends_what_prints_without_end(served, page):
    begins(served, page)
    run_of(page, 2, 'while true { print("and so on") }')
    wait_for(lambda: page.locator('.cell[data-cell="2"] .error').count(), 40)
    page.locator('.cell[data-cell="2"]').get_by_role("button", name="Reset").click()
    wait_for(lambda: output(page, 2) == "420", 40)


def saves(served, page):
    begins(served, page)
    run_of(page, 2, "total * 1000")
    wait_for(lambda: output(page, 2) == "42000")
    page.locator('.cell[data-cell="2"]').get_by_role("button", name="Save").click()
    wait_for(lambda: "total * 1000\n```" in served.chapter("01-first.md").read_text())
    wait_for(lambda: not page.locator("textarea").count() and output(page, 2) == "42000")


def escapes(served, page):
    page.goto(f"{served.origin}/02-second.html")
    wait_for(lambda: "<script>" in output(page, 0))
    assert page.title().startswith("Second"), "an output has run as a script"


def follows_the_library(served, page):
    served.write("Chapters/03-third.md", "# Third\n\n```swift\nimport Greeting\ngreeting(for: \"you\")\n```\n")
    wait_for(lambda: page.goto(f"{served.origin}/03-third.html").status == 200)
    wait_for(lambda: output(page, 0) == "Hello, you.")
    source = "Sources/Greeting/Greeting.swift"
    text = (served.folder / source).read_text()
    served.write(source, text.replace("Hello, ", "Welcome, "))
    wait_for(lambda: output(page, 0) == "Welcome, you.", 60)
    served.write(source, text + "\nbroken")
    wait_for(lambda: "doesn't build" in page.locator(".live").inner_text(), 60)
    served.write(source, text)
    wait_for(lambda: output(page, 0) == "Hello, you.", 60)


def runs_the_front_page(served, page):
    served.write("Chapters/index.md", "# A book\n\n```swift\n6 * 7\n```\n")
    wait_for(lambda: page.goto(served.origin).ok and page.locator(".cell").count())
    wait_for(lambda: output(page, 0) == "42")
    run_of(page, 0, "6 * 8")
    wait_for(lambda: output(page, 0) == "48")
    assert "6 * 7" in served.chapter("index.md").read_text(), "the file has changed"
    page.locator('.cell[data-cell="0"]').get_by_role("button", name="Save").click()
    wait_for(lambda: "6 * 8" in served.chapter("index.md").read_text())


def follows_axe(served, context):
    for scheme in ["light", "dark"]:
        for width in [390, 1280]:
            shown = context.browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 900},
                storage_state=context.storage_state())
            page = shown.new_page()
            for name in ["", "01-first.html"]:
                page.goto(f"{served.origin}/{name}")
                if name:
                    wait_for(is_fresh(page))
                said = violations(page)
                assert not said, f"{name}, {scheme}, {width}: {said}"
            run_of(page, 1, 'total += 3\nprint("sum", totl)')
            wait_for(lambda: page.locator(".problem").count())
            said = violations(page)
            assert not said, f"an error, {scheme}, {width}: {said}"
            page.evaluate("localStorage.clear()")
            shown.close()


def keeps_solutions_open(served, page):
    folded = "# Folded\n\n```swift\nlet a = 1\n```\n\n<details>\n<summary>Solution</summary>\n\n" \
        "Words.\n\n```swift\na + 1\n```\n\n</details>\n"
    served.write("Chapters/04-folded.md", folded)
    wait_for(lambda: page.goto(f"{served.origin}/04-folded.html").status == 200)
    wait_for(lambda: page.locator('.cell[data-cell="1"] .output').count() and is_fresh(page)())
    page.get_by_text("Solution").click()
    assert output(page, 1) == "2"
    run_of(page, 1, "a + 2")
    wait_for(lambda: output(page, 1) == "3")
    served.replace("04-folded.md", "let a = 1", "let a = 2")
    wait_for(lambda: output(page, 1) == "4")
    assert page.locator('.cell[data-cell="1"] textarea').is_visible(), "the solution has folded itself"
    served.replace("04-folded.md", "Words.", "Other words.")
    wait_for(lambda: page.get_by_text("Other words.").count())
    assert page.get_by_text("Other words.").is_visible(), "the solution has folded itself"
    assert page.locator('.cell[data-cell="1"] textarea').input_value() == "a + 2"


def asks(served, page):
    """What a reader predicts stays while cells run, and what they make of an exercise is judged."""
    asked = "# Asked\n\n```swift\nlet n = 2\n```\n\n```swift predict\nn * 3\n```\n```output\n6\n```\n\n" \
        "```swift exercise\nlet double = n\n```\n\n```swift solution\nlet double = n * 2\n```\n\n" \
        "```swift expect\ndouble == 4  // it is twice as much\n```\n"
    served.write("Chapters/05-asked.md", asked)
    wait_for(lambda: page.goto(f"{served.origin}/05-asked.html").status == 200)
    cell = page.locator('.cell[data-cell="1"]')
    cell.locator(".guess textarea").fill("6")
    wait_for(is_fresh(page))
    assert cell.locator(".guess textarea").input_value() == "6", "the guess is gone"
    cell.get_by_role("button", name="Compare").click()
    assert "Yes" in cell.get_by_role("status").inner_text() and output(page, 1) == "6"
    run_of(page, 0, "let n = 3")
    wait_for(lambda: output(page, 1) == "9")
    page.locator('.cell[data-cell="0"]').get_by_role("button", name="Reset").click()
    wait_for(lambda: output(page, 1) == "6")

    wait_for(lambda: output(page, 2) == "Not yet: it is twice as much")
    run_of(page, 2, "let double = m")
    wait_for(lambda: "cannot find 'm' in scope" in output(page, 2))
    run_of(page, 2, "let double = n + n")
    wait_for(lambda: output(page, 2) == "Right.")
    assert not page.locator(".failed").count()
    assert not page.locator('.cell[data-cell="3"]').is_visible(), "the solution isn't folded"


def moves_controls(served, page):
    """A value that is taken runs, for its reader alone; a control of a hidden cell is there; errors are in words."""
    moved = "# Moved\n\n```swift hidden\nlet n = control(\"n\", 1...900, at: 4)\n```\n\n```swift\n" \
        "let by = control(\"divided by\", [2, 1, 0], at: 2)\nprint(n * 10)\n```\n\n" \
        "```swift\nprint(n / by)\n```\n\nIt is `swift: n`.\n"
    served.write("Chapters/06-moved.md", moved)
    wait_for(lambda: page.goto(f"{served.origin}/06-moved.html").status == 200)
    wait_for(lambda: page.get_by_role("slider").count() and page.get_by_role("radio").count() == 3)
    wait_for(lambda: output(page, 2) == "2" and is_fresh(page)())
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    wait_for(lambda: output(page, 1) == "50" and page.get_by_text("It is 5.").count() and is_fresh(page)())
    assert page.evaluate("document.activeElement.type") == "range", "the focus is lost"
    page.keyboard.press("End")
    wait_for(lambda: output(page, 2) == "450" and is_fresh(page)())
    page.get_by_label("1", exact=True).check()
    wait_for(lambda: output(page, 2) == "900" and is_fresh(page)())
    notes = page.locator(".chosen-note:visible")
    assert notes.count() == 2
    said = violations(page)
    assert not said, said
    page.get_by_label("0", exact=True).check()
    wait_for(lambda: page.locator(".error").count())
    text = page.locator(".error").inner_text()
    assert "Division by zero" in text and "'divided by' at 0" in text, text
    page.get_by_role("button", name="Back to 2").click()
    wait_for(lambda: output(page, 2) == "450" and is_fresh(page)())
    page.get_by_role("button", name="Back to 4").click()
    wait_for(lambda: output(page, 2) == "2" and is_fresh(page)())
    assert not page.locator(".chosen-note:visible").count()
    assert served.chapter("06-moved.md").read_text() == moved, "the file has changed"


def remembers_choices(served, page):
    """What was chosen is there after a reload, also where a control comes only with a run, and its way back."""
    text = "# Chosen\n\n```swift\nlet n = control(\"n\", 1...9, at: 4)\n```\n\n```swift\n" \
        "let by = control(\"by\", [1, n], at: 1)\nprint(n * by)\n```\n"
    served.write("Chapters/07-chosen.md", text)
    wait_for(lambda: page.goto(f"{served.origin}/07-chosen.html").status == 200)
    wait_for(lambda: page.get_by_role("slider").count() and is_fresh(page)() and output(page, 1) == "4")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    wait_for(lambda: output(page, 1) == "5" and is_fresh(page)())
    page.get_by_label("5", exact=True).check()
    wait_for(lambda: output(page, 1) == "25" and is_fresh(page)())
    page.reload()
    wait_for(lambda: output(page, 1) == "25" and is_fresh(page)())
    assert page.get_by_role("slider").input_value() == "4", "the slider is at its start"
    assert page.get_by_label("5", exact=True).is_checked()
    # A chapter that is run anew knows nothing of its controls until it comes to them.
    served.write("Chapters/07-chosen.md", text.replace("let n", "// as before\nlet n"))
    wait_for(lambda: "as before" in page.locator("article").inner_text())
    wait_for(lambda: output(page, 1) == "25" and is_fresh(page)())
    page.get_by_role("button", name="Back to 1").click()
    wait_for(lambda: output(page, 1) == "5" and is_fresh(page)())
    page.get_by_role("button", name="Back to 4").click()
    wait_for(lambda: output(page, 1) == "4" and is_fresh(page)())
    page.reload()
    wait_for(lambda: page.get_by_role("slider").count() and is_fresh(page)() and output(page, 1) == "4")
    assert page.get_by_role("slider").input_value() == "3"


def calls_functions(served, page):
    """A function answers in the served page as in a published one, and as it is changed there."""
    text = "# Answers\n\n```swift wasm\nfunc priced(_ size: [Double]) -> [Double] { [size[0] * 100] }\n```\n\n" \
        "```swift\nPageFunction(\n  \"priced\", priced, title: \"What does it cost?\", input: .numbers([\"rooms\": 1...8]),\n" \
        "  labels: [\"price\"], examples: [[3.0], [1]], captions: [\"a flat\", \"a room\"])\n```\n"
    served.write("Chapters/09-answers.md", text)
    wait_for(lambda: page.goto(f"{served.origin}/09-answers.html").status == 200)
    called = page.get_by_role("group", name="What does it cost?")
    said = called.locator(".function-answer")
    wait_for(lambda: called.is_visible() and is_fresh(page)())
    called.get_by_role("button", name="a flat").click()
    wait_for(lambda: "300" in said.inner_text())
    called.get_by_role("slider").focus()
    page.keyboard.press("End")
    wait_for(lambda: "800" in said.inner_text())
    said_of = violations(page)
    assert not said_of, said_of
    run_of(page, 0, "func priced(_ size: [Double]) -> [Double] { [size[0] * 200] }")
    wait_for(lambda: "1600" in said.inner_text() and is_fresh(page)())
    run_of(page, 0, "func priced(_ size: [Double]) -> [Double] { [Double(String(size[0]).count)] }\nimport Foundation")
    wait_for(lambda: page.locator(".error").count())
    assert "for the page" in page.locator(".error").inner_text(), page.locator(".error").inner_text()
    box(page, 0).get_by_role("button", name="Reset").click()
    wait_for(lambda: not page.locator(".error").count() and "800" in said.inner_text() and is_fresh(page)())
    page.evaluate("localStorage.clear()")


def leads_to_the_reference(served, page):
    """Where a reference was written, notes lead to it, in cells, in prose and while one writes."""
    written = subprocess.run([TOOL, "reference"], cwd=served.folder, capture_output=True, text=True)
    assert written.returncode == 0, written.stderr
    text = "# Named\n\nThe `greeting(for:)` of `you`.\n\n```swift\nimport Greeting\nlet you = greeting(for: \"you\")\n```\n"
    served.write("Chapters/08-named.md", text)
    wait_for(lambda: page.goto(f"{served.origin}/08-named.html").status == 200)
    note = page.locator("#name-note")
    wait_for(lambda: page.locator(".cell .term", has_text="greeting").count(), 60)
    page.locator(".cell .term", has_text="greeting").click()
    link = note.get_by_role("link", name="Reference")
    assert link.get_attribute("href") == "reference/Greeting.functions.html#greeting-for--"
    page.keyboard.press("Escape")
    page.locator("p code.term", has_text="greeting(for:)").click()
    assert link.count() == 1 and "func greeting(for name: String) -> String" in note.inner_text()
    page.locator("p code.term", has_text="greeting(for:)").focus()
    page.keyboard.press("ArrowRight")
    assert "let you: String" in note.inner_text(), note.inner_text()
    said = violations(page)
    assert not said, said
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reference/Greeting.functions.html#*")
    assert page.locator("h3", has_text="greeting(for:)").count() == 1
    assert status(served, "/reference/../Package.swift") in (400, 403)
    page.goto(f"{served.origin}/08-named.html")
    wait_for(is_fresh(page))
    wait_for(lambda: page.locator(".cell .term", has_text="greeting").count())
    opened(page, 0, "import Greeting\ngreeting(for: \"you\")")
    page.keyboard.press("Home")
    page.keyboard.press("F1")
    wait_for(note.is_visible)
    wait_for(lambda: link.count() == 1)
    page.evaluate("localStorage.clear()")


def keeps_others_out(served, context):
    cookie = "; ".join(f"{c['name']}={c['value']}" for c in context.cookies())
    json = {"Content_Type": "application/json", "Origin": served.origin}
    assert status(served, Cookie=cookie) == 200
    assert status(served) == 403, "without the cookie"
    assert status(served, "/?token=wrong") == 403
    assert status(served, Cookie=cookie, Host="rebound.example") == 421
    assert status(served, Cookie=cookie, Origin="http://elsewhere.example") == 403
    assert status(served, Cookie=cookie, Sec_Fetch_Site="cross-site") == 403
    assert status(served, "/events?chapter=01-first&client=x", Origin="null", Cookie=cookie) == 403
    for path in ["/../Package.swift", "/figures/%2e%2e/book.yml", "/figures/..%2fx", "//x", "/%00"]:
        assert status(served, path, Cookie=cookie) == 400, path
    for path in ["/figures/", "/Package.swift", "/Chapters/01-first.md", "/.build"]:
        assert status(served, path, Cookie=cookie) == 404, path
    assert status(served, "/run", "POST", b"client=x", Cookie=cookie, Origin=served.origin) == 415
    assert status(served, "/run", "POST", b"{}", Cookie=cookie, Content_Type=json["Content_Type"]) == 415
    assert status(served, "/run", "POST", b"{", Cookie=cookie, **json) == 400
    assert status(served, "/run", "POST", b"x" * 2_000_000, Cookie=cookie, **json) == 413
    assert status(served, "/run", "PUT", b"{}", Cookie=cookie, **json) == 405


def answers_beside_slow_clients(served, page):
    import socket
    slow = []
    for _ in range(50):
        client = socket.create_connection(("127.0.0.1", served.port))
        client.send(b"GET / HTTP/1.1\r\nHost: ")
        slow.append(client)
    start = time.monotonic()
    page.goto(f"{served.origin}/01-first.html")
    assert time.monotonic() - start < 3, "slow clients hold up the others"
    for client in slow:
        client.close()


def refuses_long_heads(served, page):
    import socket
    for request in [
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 2_000_000 + b"\r\n\r\n",
        b"a" * 2_000_000,
    ]:
        client = socket.create_connection(("127.0.0.1", served.port))
        client.settimeout(5)
        try:
            client.sendall(request)
            assert client.recv(100).startswith(b"HTTP/1.1 431")
        except (BrokenPipeError, ConnectionResetError):
            pass
        client.close()
        start = time.monotonic()
        page.goto(f"{served.origin}/01-first.html")
        assert time.monotonic() - start < 3, "a long request holds up the others"


def withstands(served, context):
    """Requests that no page makes are refused in words, and the book goes on."""
    cookie = "; ".join(f"{c['name']}={c['value']}" for c in context.cookies())
    json_headers = {"Content_Type": "application/json", "Origin": served.origin, "Cookie": cookie}
    for path in ["/run", "/complete", "/copy", "/save", "/names", "/colours", "/stop"]:
        for body in [b"", b"null", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"client":1}', b'{"client":"x","edits":[{}]}',
            b'{"client":"x","edits":[{"cell":1e99,"was":""}]}', b'{"client":"x","choices":{"n":1}}',
            b'{"client":"x","code":"a","cell":"b"}']:
            assert status(served, path, "POST", body, **json_headers) == 400, (path, body[:40])
    page = context.new_page()
    begins(served, page)
    said = """(request) => chapterPage.ask(...request).then((answer) => answer.text(), (error) => error.message)"""
    for request, answer in [
        (["complete", {"cell": 99, "code": "x", "offset": 1}], "load it again"),
        (["complete", {"cell": -1, "code": "x", "offset": 1}], "load it again"),
        (["help", {"cell": 2, "code": "total", "offset": -1}], "total"),
        (["help", {"cell": 2, "code": "total", "offset": 10**9}], "total"),
        (["copy", {"format": "../x"}], "no such format"),
        (["save", {"edits": []}], "There is no such page"),
    ]:
        told = page.evaluate(said, request)
        assert answer in told, (request, told)
    page.evaluate("document.addEventListener('edits-shown', ({ detail }) => { window.answered = detail; })")
    for number, (edit, ignored) in enumerate([
        ({"cell": 0, "was": "nothing like it", "code": "1"}, ["0"]),
        ({"cell": 2**40, "was": "", "code": "1", "added": "+a", "isAbove": True}, []),
    ]):
        page.evaluate(said, ["run", {"run": 100 + number, "edits": [edit]}])
        wait_for(lambda: page.evaluate("window.answered?.run") == 100 + number)
        assert page.evaluate("answered.ignored") == ignored
    page.close()


def stays_with_its_reader(served, context):
    """A page that is loaded again while a cell runs, a second one beside it, and a cell that is too long."""
    page, other = context.new_page(), context.new_page()
    begins(served, page)
    run_of(page, 2, "import Glibc\nfor i in 1...100 { print(i); usleep(100_000) }")
    wait_for(lambda: output(page, 2).startswith("1\n2"))
    page.reload()
    wait_for(lambda: output(page, 2).startswith("1\n2") and page.get_by_role("button", name="Stop").is_visible())
    page.get_by_role("button", name="Stop").click()
    wait_for(lambda: page.get_by_role("button", name="Stop").is_hidden())
    run_of(page, 2, "total * 2")
    wait_for(lambda: output(page, 2) == "84")
    other.goto(f"{served.origin}/01-first.html")
    wait_for(lambda: output(other, 2) == "84" and is_fresh(other)())
    run_of(other, 2, "total * 3")
    wait_for(lambda: output(other, 2) == "126")
    assert output(page, 2) == "84", "one page changes another"
    run_of(page, 2, "// " + "long " * 240_000)
    wait_for(lambda: "too long" in page.locator(".live").inner_text())
    run_of(page, 2, "total * 4")
    wait_for(lambda: output(page, 2) == "168")
    page.evaluate("localStorage.clear()")
    page.close()
    other.close()


def runs_at_once(served, context):
    pages = [context.new_page() for _ in range(10)]
    for number, page in enumerate(pages):
        page.goto(f"{served.origin}/01-first.html")
    for number, page in enumerate(pages):
        wait_for(is_fresh(page))
        page.evaluate("localStorage.clear()")
        run_of(page, 2, f"import Glibc\nusleep(300_000)\nprint({number})")
    for number, page in enumerate(pages):
        wait_for(lambda: output(page, 2) == str(number), 30)
        page.close()


def takes_pictures(served, context, folder):
    for scheme in ["light", "dark"]:
        for width in [390, 1280]:
            shown = context.browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 900},
                storage_state=context.storage_state())
            page = shown.new_page()
            page.goto(f"{served.origin}/01-first.html")
            wait_for(is_fresh(page))
            run_of(page, 1, 'total += 3\nprint("sum", totl)')
            wait_for(lambda: page.locator(".error").count())
            page.wait_for_timeout(300)
            page.screenshot(path=folder / f"served-{width}-{scheme}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "sideways"
            shown.close()


if __name__ == "__main__":
    drive(
        [follows, shows_errors, edits, stops, ends_what_prints_without_end, saves, escapes,
            answers_beside_slow_clients, refuses_long_heads, follows_the_library, runs_the_front_page,
            keeps_solutions_open, asks, moves_controls, remembers_choices, calls_functions, leads_to_the_reference],
        [keeps_others_out, withstands, stays_with_its_reader, follows_axe, runs_at_once], takes_pictures, height=420)
