// A page that is served: it follows what happens in its chapter. What readers make of its cells is the matter of
// changes.js, which uses `chapterPage`.
(() => {
  "use strict";

  const chapter = document.currentScript.dataset.chapter;
  const client = Math.random().toString(36).slice(2);
  const article = document.querySelector("article");

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
    status.hidden = !text && stop.hidden && !status.querySelector(".live-offer");
  }

  let state = { running: null, stale: [], note: "" };

  function show(news) {
    state = news;
    stop.hidden = state.running === null;
    for (const cell of cells()) {
      const number = Number(cell.dataset.cell);
      const isStale = state.stale.includes(number);
      cell.classList.toggle("stale", isStale);
      cell.classList.toggle("running", state.running === number);
      if (!isStale) cell.classList.remove("earlier");
    }
    if (!state.stale.length) {
      clearTimeout(aging);
      aging = null;
    } else aging ??= setTimeout(age, 250);
    const running = cellAt(state.running);
    say([running ? `Running ${running.id.replace("-", " ")} …` : "", state.note].filter(Boolean).join(" "));
  }

  // What is replaced at once isn't greyed before: it would only flicker.
  let aging = null;
  function age() {
    aging = null;
    for (const cell of cells()) cell.classList.toggle("earlier", cell.classList.contains("stale"));
  }

  const cells = () => article.querySelectorAll(".cell[data-cell]");
  const isEdited = (cell) => Boolean(cell.querySelector("pre.code textarea"));
  const cellAt = (number) => article.querySelector(`.cell[data-cell="${number}"]`);

  // Taking in what has changed, and leaving the rest, so that nobody loses their place

  function parsed(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  }

  function replaceArticle(html, edited) {
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
    const left = old.slice(start, old.length - end);
    const arrived = next.slice(start, next.length - end);
    for (const element of arrived) remembered.set(element, element.outerHTML);
    keepOpen(left, arrived);
    const shown = arrived.map((element) => stillEdited(left, element, edited) ?? renumbered(left, element) ?? element);
    for (const element of left) element.remove();
    // What is in its place isn't moved: an element that is loses the focus.
    let place = start > 0 ? article.children[start - 1].nextElementSibling : article.firstElementChild;
    for (const element of shown) {
      if (element === place) place = place.nextElementSibling;
      else article.insertBefore(element, place);
    }
    dress();
  }

  // A cell that its reader is writing keeps its field, with the place in it, and what can be undone.
  function stillEdited(left, next, edited) {
    if (!next.matches(".cell")) return null;
    const old = edited.get(page.origins?.[Number(next.dataset.cell)] ?? next.dataset.cell);
    if (!old || !left.includes(old)) return null;
    keep(old, next, left);
    refresh(old, next.outerHTML);
    return old;
  }

  // Gives a cell that stays the number of the one in whose place it stands.
  function keep(old, next, left) {
    left.splice(left.indexOf(old), 1);
    old.id = next.id;
    old.dataset.cell = next.dataset.cell;
    old.querySelector(":scope > .anchor")?.remove();
  }

  // A cell that has only moved up or down stays as it is, with what its reader has predicted, and its figures.
  function renumbered(left, next) {
    if (!next.matches(".cell")) return null;
    const unnumbered = (element) =>
      source(element).replace(/ id="cell-\d+" data-cell="\d+"/, "").replaceAll(/ name="predict-\d+"/g, "");
    const wanted = unnumbered(next);
    const old = left.find((old) => old.matches(".cell") && !isEdited(old) && unnumbered(old) === wanted);
    if (!old) return null;
    keep(old, next, left);
    for (const choice of old.querySelectorAll(".choices details")) choice.name = `predict-${next.id.slice(5)}`;
    remembered.set(old, remembered.get(next));
    return old;
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
    if (!old || !parsed(html).firstElementChild) return;
    refresh(old, html);
    rememberWithin(old, html);
    show(state);
  }

  // Shows of a cell what the server says now.
  function refresh(old, html) {
    const next = parsed(html).firstElementChild;
    const known = parsed(source(old));
    const before = known.querySelector(".outputs");
    const controls = next.querySelector(".controls");
    if (known.querySelector(".controls")?.outerHTML !== controls?.outerHTML) {
      old.querySelector(".controls")?.remove();
      if (controls) old.querySelector(".outputs").before(controls);
      document.dispatchEvent(new Event("chapter-changed"));
    }
    remembered.set(old, html);
    const isEarlier = old.classList.contains("earlier");
    old.className = next.className;
    old.classList.toggle("earlier", isEarlier);
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
    if (isEdited(old)) {
      document.dispatchEvent(new CustomEvent("cell-answered", { detail: { cell: old, code: fresh } }));
    } else if (known.querySelector("pre.code code")?.innerHTML !== fresh.innerHTML) {
      code.innerHTML = fresh.innerHTML;
    }
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

  // Tells the other scripts that elements are new.
  function dress() {
    for (const cell of cells()) {
      if (!remembered.has(cell)) remembered.set(cell, cell.outerHTML);
    }
    document.dispatchEvent(new Event("cells-shown"));
    show(state);
    document.dispatchEvent(new Event("chapter-changed"));
  }

  // Following the chapter

  function follow(isAgain) {
    const address = `events?chapter=${encodeURIComponent(chapter)}&client=${client}`;
    const events = new WebSocket(new URL(address, location.href.replace(/^http/, "ws")));
    events.addEventListener("message", (message) => take(JSON.parse(message.data)));
    events.addEventListener("open", () => {
      if (isAgain) show({ ...state, note: "" });
      page.isFollowed = true;
      document.dispatchEvent(new Event("chapter-followed"));
    });
    events.addEventListener("close", () => {
      document.dispatchEvent(new Event("chapter-lost"));
      show({ running: null, stale: state.stale, note: "The book isn’t served any more, or can’t be reached." });
      setTimeout(() => follow(true), 1000);
    });
  }

  function take(news) {
    if (news.kind === "article") {
      const edited = page.editedCells(news.answer);
      page.origins = news.origins ?? null;
      replaceArticle(news.html, edited);
      if (news.answer) document.dispatchEvent(new CustomEvent("edits-shown", { detail: news.answer }));
      document.title = document.title.replace(/^.*( · )/, `${news.title}$1`);
    } else if (news.kind === "cell") replaceCell(news.cell, news.html);
    else if (news.kind === "state") show(news);
    else if (news.kind === "problem") say(news.note);
    else if (news.kind === "rewritten") document.dispatchEvent(new Event("chapter-rewritten"));
  }

  // What the names in the cells are, once nothing has changed for a while

  let misses = 0;
  document.addEventListener("names-wanted", async () => {
    try {
      window.chapterNames?.(await (await ask("names")).json());
      misses = 0;
    } catch {
      // The server may not know this page yet, or be busy. The code can be read without.
      misses += 1;
      if (misses <= 5) setTimeout(() => document.dispatchEvent(new Event("names-wanted")), 1000 * misses);
    }
  });

  // Says what has been done, with a button that goes back; without words that is over.
  function offer(text, name, action) {
    status.querySelector(".live-offer")?.remove();
    if (text) {
      const offered = document.createElement("p");
      offered.className = "live-offer";
      offered.setAttribute("role", "status");
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: name });
      button.addEventListener("click", action);
      status.prepend(offered);
      offered.append(`${text} `, button);
    }
    say(words.textContent);
  }

  const page = {
    chapter, article, ask, say, offer, cells, cellAt, parsed, plain,
    // What the server said of a cell
    told: (cell) => parsed(source(cell)).firstElementChild,
    // Whether the server knows this page
    isFollowed: false,
    // The cells by what this page calls them, where its reader has added or removed some
    origins: null,
    // The cells that are being written, by what this page will call them
    editedCells: () => new Map(),
  };
  window.chapterPage = page;

  follow(false);
  dress();
})();
