// A page that is served: it follows what happens in its chapter, and its cells can be changed and run.
(() => {
  "use strict";

  const chapter = document.currentScript.dataset.chapter;
  const client = Math.random().toString(36).slice(2);
  const article = document.querySelector("article");

  // What this reader has made of cells, by their places: { was, code }. Kept in the browser.
  const memory = `chapters edits ${chapter}`;
  const edits = new Map(Object.entries(recall()).map(([cell, edit]) => [Number(cell), edit]));

  function recall() {
    try {
      return JSON.parse(localStorage.getItem(memory)) ?? {};
    } catch {
      return {};
    }
  }

  function remember() {
    try {
      localStorage.setItem(memory, JSON.stringify(Object.fromEntries(edits)));
    } catch {
      // Without storage, changes last as long as the page.
    }
  }

  // Asking the server

  async function ask(what, values = {}) {
    const response = await fetch(what, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ client, ...values }),
    });
    if (!response.ok) throw new Error((await response.text()).trim());
    return response;
  }

  async function run() {
    remember();
    const list = [...edits].map(([cell, edit]) => ({ cell, ...edit }));
    try {
      const { ignored } = await (await ask("run", { edits: list })).json();
      for (const cell of ignored) edits.delete(cell);
      if (ignored.length) {
        remember();
        say("The author has changed a cell that you had changed; it shows the author’s text.");
        for (const cell of ignored) close(cell);
      }
    } catch (error) {
      say(error.message);
    }
  }

  // What is going on, for those who see it and those who hear it

  const status = document.createElement("div");
  status.className = "live";
  status.hidden = true;
  status.innerHTML =
    '<p role="status"></p><button type="button" class="live-stop" hidden>Stop</button>';
  document.body.append(status);
  const words = status.querySelector("p");
  const stop = status.querySelector(".live-stop");
  stop.addEventListener("click", () => ask("stop").catch((error) => say(error.message)));

  function say(text) {
    if (words.textContent !== text) words.textContent = text;
    status.hidden = !text && stop.hidden;
  }

  let state = { running: null, stale: [], note: "" };

  function show(news) {
    state = news;
    stop.hidden = state.running === null;
    for (const cell of cells()) {
      const number = Number(cell.dataset.cell);
      cell.classList.toggle("stale", state.stale.includes(number));
      cell.classList.toggle("running", state.running === number);
    }
    const running = cellAt(state.running);
    say([running ? `Running ${running.id.replace("-", " ")} …` : "", state.note].filter(Boolean).join(" "));
  }

  const cells = () => article.querySelectorAll(".cell[data-cell]");
  const editorOf = (cell) => cell.querySelector("pre.code textarea");
  const cellAt = (number) => article.querySelector(`.cell[data-cell="${number}"]`);

  // Taking in what has changed, and leaving the rest, so that nobody loses their place

  function parsed(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  }

  function replaceArticle(html) {
    const old = [...article.children];
    const next = [...parsed(html).children];
    const same = (a, b) => source(a) === b.outerHTML;
    let start = 0;
    while (start < old.length && start < next.length && same(old[start], next[start])) start++;
    let end = 0;
    while (
      end < old.length - start &&
      end < next.length - start &&
      same(old[old.length - 1 - end], next[next.length - 1 - end])
    )
      end++;
    const after = old[old.length - end] ?? null;
    const left = old.slice(start, old.length - end);
    const arrived = next.slice(start, next.length - end);
    for (const element of arrived) remembered.set(element, element.outerHTML);
    keepOpen(left, arrived);
    for (const element of left) element.remove();
    for (const element of arrived) article.insertBefore(element, after);
    dress();
  }

  // What a reader has unfolded stays unfolded.
  function keepOpen(left, arrived) {
    const folds = (elements) =>
      elements.flatMap((e) => [...(e.matches("details") ? [e] : []), ...e.querySelectorAll("details:not(.twin)")]);
    const before = folds(left);
    const after = folds(arrived);
    if (before.length !== after.length) return;
    before.forEach((fold, number) => (after[number].open = fold.open));
  }

  // What the server said an element is, before this script added to it.
  const remembered = new WeakMap();
  const source = (element) => remembered.get(element) ?? element.outerHTML;
  for (const element of article.children) remembered.set(element, element.outerHTML);

  function replaceCell(number, html) {
    const old = cellAt(number);
    const next = parsed(html).firstElementChild;
    if (!old || !next) return;
    const before = parsed(source(old)).querySelector(".outputs");
    remembered.set(old, html);
    rememberWithin(old, html);
    old.className = next.className;
    // An output that is the same stays, with what its reader has predicted and uncovered.
    const outputs = next.querySelector(".outputs");
    if (before?.outerHTML !== outputs.outerHTML) {
      const answer = outputs.querySelector(".answer");
      if (answer) answer.open = old.querySelector(".answer")?.open ?? false;
      old.querySelector(".outputs").replaceWith(outputs);
      document.dispatchEvent(new Event("chapter-changed"));
    }
    const code = old.querySelector("pre.code code");
    const fresh = next.querySelector("pre.code code");
    const editor = editorOf(old);
    if (editor && editor.value.trimEnd() !== plain(fresh).trimEnd()) {
      mark(fresh);
    } else if (code.innerHTML !== fresh.innerHTML) {
      code.innerHTML = fresh.innerHTML;
    }
    show(state);
  }

  // A cell within another element, a solution that unfolds for instance, is part of what the server said.
  function rememberWithin(cell, html) {
    const outer = [...article.children].find((element) => element !== cell && element.contains(cell));
    if (!outer) return;
    const copy = parsed(remembered.get(outer));
    copy.querySelector(`.cell[data-cell="${cell.dataset.cell}"]`)?.replaceWith(parsed(html).firstElementChild);
    remembered.set(outer, copy.firstElementChild.outerHTML);
  }

  // The code of a cell without what stands behind its lines
  function plain(code) {
    const copy = code.cloneNode(true);
    for (const extra of copy.querySelectorAll(".hint, .problem")) extra.remove();
    return copy.textContent;
  }

  // Newer text is being written: of what was run only the complaints are taken.
  function mark(fresh) {
    const texts = [...fresh.querySelectorAll(".problem")].map((problem) => problem.textContent);
    if (texts.length) say(texts.join(" "));
  }

  // Changing a cell

  function dress() {
    for (const cell of cells()) {
      if (cell.querySelector(".cell-tools")) continue;
      if (!remembered.has(cell)) remembered.set(cell, cell.outerHTML);
      const tools = document.createElement("div");
      tools.className = "cell-tools";
      tools.append(
        button("Edit", () => open(cell)),
        button("Run", () => runCell(cell), "Run (Ctrl or ⌘ and Enter)"),
        button("Reset", () => reset(cell)),
        button("Save", () => save(cell), "Write this into the chapter’s file"),
      );
      cell.prepend(tools);
      const number = Number(cell.dataset.cell);
      if (edits.has(number)) open(cell, false);
      marked(cell);
    }
    show(state);
    document.dispatchEvent(new Event("chapter-changed"));
  }

  function button(name, action, title = name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `cell-${name.toLowerCase()}`;
    button.textContent = name;
    button.title = title;
    button.addEventListener("click", action);
    return button;
  }

  function marked(cell) {
    const isEdited = edits.has(Number(cell.dataset.cell));
    cell.classList.toggle("edited", isEdited);
    cell.querySelector(".cell-reset").hidden = !isEdited;
    cell.querySelector(".cell-save").hidden = !isEdited;
    cell.querySelector(".cell-edit").hidden = Boolean(editorOf(cell));
  }

  function open(cell, focuses = true) {
    if (editorOf(cell)) return;
    const pre = cell.querySelector("pre.code");
    const number = Number(cell.dataset.cell);
    const author = plain(pre.querySelector("code"));
    const editor = document.createElement("textarea");
    editor.spellcheck = false;
    editor.autocapitalize = "off";
    editor.setAttribute("aria-label", `The code of ${cell.id.replace("-", " ")}`);
    editor.value = edits.get(number)?.code ?? author;
    pre.classList.add("editing");
    pre.append(editor);
    const was = edits.get(number)?.was ?? author;
    editor.addEventListener("input", () => {
      if (editor.value === was) edits.delete(number);
      else edits.set(number, { was, code: editor.value });
      remember();
      marked(cell);
      colour(pre, editor);
    });
    editor.addEventListener("keydown", (event) => typed(event, cell, editor));
    colour(pre, editor);
    marked(cell);
    if (focuses) editor.focus();
  }

  function typed(event, cell, editor) {
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      runCell(cell);
    } else if (event.key === "Tab" && !event.shiftKey && editor.selectionStart === editor.selectionEnd) {
      // Escape, then Tab, leads out.
      if (editor.dataset.leaving) return;
      event.preventDefault();
      editor.setRangeText("  ", editor.selectionStart, editor.selectionEnd, "end");
      editor.dispatchEvent(new Event("input"));
    } else if (event.key === "Escape") {
      editor.dataset.leaving = "yes";
      return;
    }
    delete editor.dataset.leaving;
  }

  // The colours lie under the text that is written.
  let asked = 0;
  async function colour(pre, editor) {
    const code = pre.querySelector("code");
    const turn = ++asked;
    code.textContent = editor.value + "\n";
    try {
      const html = await (await ask("colours", { code: editor.value })).text();
      if (turn === asked || !pre.dataset.coloured) {
        if (editor.isConnected && turn === asked) code.innerHTML = html;
      }
    } catch {
      // Plain text can be read too.
    }
  }

  function close(number) {
    const cell = cellAt(number);
    const editor = cell && editorOf(cell);
    if (!editor) return;
    editor.remove();
    const pre = cell.querySelector("pre.code");
    pre.classList.remove("editing");
    const fresh = parsed(remembered.get(cell)).querySelector("pre.code");
    if (fresh) pre.innerHTML = fresh.innerHTML;
    marked(cell);
  }

  function runCell(cell) {
    if (!editorOf(cell)) open(cell, false);
    run();
  }

  function reset(cell) {
    const number = Number(cell.dataset.cell);
    const edit = edits.get(number);
    edits.delete(number);
    const editor = editorOf(cell);
    if (editor && edit) {
      editor.value = edit.was;
      colour(cell.querySelector("pre.code"), editor);
    }
    marked(cell);
    run();
  }

  async function save(cell) {
    const number = Number(cell.dataset.cell);
    const edit = edits.get(number);
    if (!edit) return;
    try {
      await ask("save", { edits: [{ cell: number, ...edit }] });
      edits.delete(number);
      remember();
      close(number);
      await run();
    } catch (error) {
      say(error.message);
    }
  }

  // Following the chapter

  function follow(isAgain) {
    const address = `events?chapter=${encodeURIComponent(chapter)}&client=${client}`;
    const events = new WebSocket(new URL(address, location.href.replace(/^http/, "ws")));
    events.addEventListener("message", (message) => take(JSON.parse(message.data)));
    events.addEventListener("open", () => {
      if (isAgain) show({ ...state, note: "" });
      if (edits.size) run();
    });
    events.addEventListener("close", () => {
      show({ running: null, stale: state.stale, note: "The book isn’t served any more, or can’t be reached." });
      setTimeout(() => follow(true), 1000);
    });
  }

  function take(news) {
    if (news.kind === "article") {
      replaceArticle(news.html);
      document.title = document.title.replace(/^.*( · )/, `${news.title}$1`);
    } else if (news.kind === "cell") replaceCell(news.cell, news.html);
    else if (news.kind === "state") show(news);
    else if (news.kind === "problem") say(news.note);
    else if (news.kind === "rewritten") run();
  }

  follow(false);
  dress();
})();
