// What a reader makes of a served chapter: cells with other code, cells added and removed. It is kept in the browser;
// the chapter's file changes where its author saves, and a copy can be kept as a file.
(() => {
  "use strict";

  // The formats in which a copy can be kept
  const copies = JSON.parse(document.currentScript.dataset.copies);
  const page = window.chapterPage;
  const { article, ask, say, offer, cells, cellAt } = page;

  // By a cell's place in the author's chapter, or an added cell's own name: the code it had, and the code it has, which
  // a removed cell lacks. An added cell has the place and the code of the one above it, or below it if nothing is above.
  let edits = new Map(Object.entries(recall("edits")));

  // What this reader has chosen with controls: values by labels
  let choices = recall("choices");
  page.choices = choices;
  document.addEventListener("controls-moved", (event) => {
    choices = event.detail;
    run();
  });

  function recall(what) {
    try {
      return JSON.parse(localStorage.getItem(`chapters ${what} ${page.chapter}`)) ?? {};
    } catch {
      return {};
    }
  }

  function remember() {
    const known = { edits: Object.fromEntries(edits), choices };
    try {
      for (const [what, value] of Object.entries(known)) {
        localStorage.setItem(`chapters ${what} ${page.chapter}`, JSON.stringify(value));
      }
    } catch {
      // Without storage, changes last as long as the page.
    }
  }

  const isAdded = (key) => key.startsWith("+");
  const keyOf = (cell) => page.origins?.[Number(cell.dataset.cell)] ?? cell.dataset.cell;
  const cellOf = (key) => [...cells()].find((cell) => keyOf(cell) === key);
  const nameOf = (cell) => cell.id.replace("-", " ");
  const list = () => [...edits].map(([key, { was, code, cell, isAbove }]) =>
    isAdded(key) ? { cell, was, code, isAbove, added: key } : { cell: Number(key), was, code });

  // Asking for the text with these changes, one request after the other: the server could take two that are under
  // way in either order, and what it answers is about the numbers that cells had when it was asked.

  let turns = Promise.resolve();

  function inTurn(action) {
    turns = turns.then(action).catch((error) => say(error.message));
    return turns;
  }

  let runs = 0;

  function run() {
    remember();
    const number = ++runs;
    // A later one is waiting that asks for the same and more.
    return inTurn(() => number === runs && ask("run", { edits: list(), choices, run: number }).then(() => shown(number)));
  }

  // When the page has the text that it has asked for, or the server is gone.
  let latest = 0;
  let tell = () => {};
  const shown = (number) => new Promise((resolve) => {
    tell = () => latest >= number && resolve();
    tell();
  });
  document.addEventListener("chapter-lost", () => {
    latest = runs;
    tell();
  });

  // The cells are about to have other numbers, where the server has answered.
  page.editedCells = (answer) => {
    const { ignored, moved } = answer ?? { ignored: [], moved: {} };
    const place = (key) => (key in moved && !isAdded(key) ? String(moved[key]) : key);
    const written = [...cells()].filter((cell) => edits.get(keyOf(cell))?.code !== undefined && editors.has(cell));
    const edited = new Map(written.map((cell) => [place(keyOf(cell)), cell]));
    edits = new Map([...edits].flatMap(([key, edit]) => {
      if (ignored.includes(key)) return [];
      return [[place(key), isAdded(key) && key in moved ? { ...edit, cell: moved[key] } : edit]];
    }));
    remember();
    return new Map([...edited].filter(([key]) => edits.has(key)));
  };

  document.addEventListener("edits-shown", ({ detail: { run, ignored } }) => {
    for (const cell of cells()) {
      if (edits.get(keyOf(cell))?.code !== undefined) open(cell, false);
    }
    if (ignored.length) {
      say("The author has changed a cell that you had changed; it shows the author’s text.");
      for (const cell of cells()) if (!edits.has(keyOf(cell))) close(cell);
    }
    latest = Math.max(latest, run);
    tell();
  });

  // Tools beside a cell

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  function button(name, action, title = name) {
    const button = make("button", { type: "button", className: `cell-${name.toLowerCase().replaceAll(" ", "-")}`, textContent: name, title });
    button.addEventListener("click", action);
    return button;
  }

  function dress() {
    for (const cell of cells()) {
      if (cell.querySelector(":scope > .cell-tools")) {
        mark(cell);
        continue;
      }
      cell.prepend(make("div", { className: "cell-tools" },
        button("Edit", () => open(cell)),
        button("Run", () => runCell(cell), "Run (Ctrl or ⌘ and Enter)"),
        button("Reset", () => reset(cell), "Bring back the author’s text"),
        button("Save", () => save(keyOf(cell)), "Write this into the chapter’s file"),
        button("Add above", () => add(cell, true), "Add a cell above the first"),
        button("Add", () => add(cell), "Add a cell below this one"),
        button("Remove", () => remove(cell), "Remove this cell from your copy"),
      ));
      if (edits.get(keyOf(cell))?.code !== undefined) open(cell, false);
      mark(cell);
    }
    for (const place of article.querySelectorAll(".removed[data-removed]:empty")) {
      const key = place.dataset.removed;
      place.append(make("span", { textContent: "You have removed a cell here." }),
        button("Restore", () => restore(key), "Bring back the cell"),
        button("Save", () => save(key), "Remove it from the chapter’s file"));
    }
  }

  function mark(cell) {
    const edit = edits.get(keyOf(cell));
    cell.classList.toggle("edited", Boolean(edit));
    cell.querySelector(".cell-reset").hidden = !edit || isAdded(keyOf(cell));
    cell.querySelector(".cell-save").hidden = !edit;
    cell.querySelector(".cell-edit").hidden = editors.has(cell);
    editors.get(cell)?.field.setAttribute("aria-label", `The code of ${nameOf(cell)}`);
    cell.querySelector(".cell-add-above").hidden = cell !== cells()[0];
  }

  // Writing

  const editors = new WeakMap();

  function open(cell, focuses = true) {
    if (editors.has(cell)) return;
    const pre = cell.querySelector("pre.code");
    const author = page.plain(page.told(cell).querySelector("pre.code code"));
    const was = edits.get(keyOf(cell))?.was ?? author;
    const asked = (what, values) => ask(what, { cell: Number(cell.dataset.cell), ...values });
    const editor = window.codeEditor(pre, {
      label: `The code of ${nameOf(cell)}`,
      value: edits.get(keyOf(cell))?.code ?? author,
      ask: {
        colours: async (code) => (await ask("colours", { code })).text(),
        complete: async (code, offset) => (await asked("complete", { code, offset })).json(),
        help: async (code, offset) => (await asked("help", { code, offset })).json(),
        problems: async (code) => (await asked("problems", { code })).json(),
      },
      changed(code) {
        const key = keyOf(cell);
        if (code === was && !isAdded(key)) edits.delete(key);
        else edits.set(key, { ...edits.get(key), was: edits.get(key)?.was ?? was, code });
        remember();
        mark(cell);
      },
      run: () => runCell(cell),
    });
    editors.set(cell, editor);
    mark(cell);
    if (focuses) editor.field.focus();
  }

  function close(cell) {
    if (!editors.has(cell)) return;
    editors.get(cell).close();
    editors.delete(cell);
    const fresh = page.told(cell).querySelector("pre.code");
    if (fresh) cell.querySelector("pre.code").innerHTML = fresh.innerHTML;
    mark(cell);
    document.dispatchEvent(new Event("chapter-changed"));
  }

  function runCell(cell) {
    if (!editors.has(cell)) open(cell, false);
    offer();
    run();
  }

  function reset(cell) {
    const edit = edits.get(keyOf(cell));
    if (!edit) return;
    editors.get(cell).value = edit.was;
    run();
  }

  // Of newer text than was run only the complaints are taken.
  document.addEventListener("cell-answered", ({ detail: { cell, code } }) => {
    const editor = editors.get(cell);
    const lines = code.innerHTML.split("\n");
    const template = (line) => page.parsed(line).querySelector(".problem")?.textContent;
    const problems = lines.map((line, number) => ({ line: number, message: template(line) }))
      .filter(({ message }) => message);
    if (editor.field.value.trimEnd() === page.plain(code).trimEnd()) editor.setProblems(problems);
    else if (problems.length) say(problems.map(({ message }) => message).join(" "));
  });

  // Adding and removing

  let awaited = null;

  // Adds a cell below another, or above it; without one, at the end.
  function add(cell, isAbove = false) {
    const key = `+${Math.random().toString(36).slice(2)}`;
    const beside = cell && keyOf(cell);
    const edit = !cell ? { cell: -1, was: "", code: "" }
      : isAdded(beside) ? { ...edits.get(beside), code: "" }
      : { cell: Number(beside), was: edits.get(beside)?.was ?? codeOf(cell), code: "", isAbove };
    const known = [...edits];
    const placeOf = (test) => known.findIndex(([other, edit]) => test(other, edit));
    // Beside an added cell, or before all that were added below the author's.
    const place = !cell ? known.length
      : isAdded(beside) ? placeOf((other) => other === beside) + (isAbove ? 0 : 1)
      : placeOf((other, { cell, isAbove }) => isAdded(other) && cell === edit.cell && !isAbove);
    known.splice(place < 0 ? known.length : place, 0, [key, edit]);
    edits = new Map(known);
    awaited = key;
    offer();
    run();
  }

  const codeOf = (cell) => page.plain(page.told(cell).querySelector("pre.code code"));

  function remove(cell) {
    const key = keyOf(cell);
    const before = [...edits];
    const edit = edits.get(key);
    if (isAdded(key)) edits.delete(key);
    else edits.set(key, { was: edit?.was ?? codeOf(cell), before: edit?.code });
    close(cell);
    undoable(`${nameOf(cell)[0].toUpperCase()}${nameOf(cell).slice(1)} is removed.`, before);
  }

  function restore(key) {
    const { was, before } = edits.get(key) ?? {};
    if (before === undefined) edits.delete(key);
    else edits.set(key, { was, code: before });
    offer();
    run();
  }

  // Does what has been changed, and offers to go back.
  async function undoable(words, before) {
    offer(words, "Undo", () => {
      edits = new Map(before);
      offer();
      run();
    });
    document.querySelector(".live-offer button").focus({ preventScroll: true });
    await run();
  }

  // Keeping

  // In turn as well: the file's news may be here before the answer, and the change isn't one any more then.
  function save(key) {
    inTurn(async () => {
      if (!edits.has(key)) return say("That change isn’t there any more.");
      await ask("save", { edits: list().filter((other) => (other.added ?? String(other.cell)) === key) });
      edits.delete(key);
      const cell = cellOf(key);
      if (cell) close(cell);
      run();
    });
  }

  async function keep({ name, fileExtension }) {
    try {
      const bytes = await (await ask("copy", { edits: list(), format: name })).blob();
      const address = URL.createObjectURL(bytes);
      make("a", { href: address, download: `${page.chapter}.${fileExtension}` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
      say("Your copy is among your downloads.");
    } catch (error) {
      say(error.message);
    }
  }

  function makeTools() {
    const tools = make("div", { className: "copy-tools" },
      button("Add a cell", () => add(null), "Add a cell at the end"),
      make("span", { textContent: "Keep your copy:" }),
      ...copies.map((copy) => button(copy.title, () => keep(copy), `Download it as a .${copy.fileExtension} file`)));
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", "Your copy of this chapter");
    article.after(tools);
  }

  document.addEventListener("cells-shown", () => {
    dress();
    const cell = awaited && cellOf(awaited);
    if (!cell) return;
    awaited = null;
    editors.get(cell)?.field.focus();
    cell.scrollIntoView({ block: "nearest" });
  });
  const begin = () => {
    if (edits.size || Object.keys(choices).length) run();
  };
  document.addEventListener("chapter-followed", begin);
  // That may have been before this script has come.
  if (page.isFollowed) begin();
  document.addEventListener("chapter-rewritten", run);
  makeTools();
  dress();
})();
