// What a name in a cell or a line of prose is: its declaration, the first sentence of its documentation, and where the
// reference says more; and of which expression a value in prose is the value. That is for those who point at it, tap it, or
// go to it by keys. Within a cell or a paragraph arrow keys go from name to
// name, so that it is one stop on the way through the page. Without this script the code is there all the same.
(() => {
  "use strict";

  const file = document.currentScript.dataset.names;
  let notes = [];
  let cells = {};
  // The notes of what prose speaks of, by its texts
  let words = {};

  // What the page is handed: by a script beside it, or by the server of a book that is served
  window.chapterNames = (names) => {
    ({ notes, cells, words } = names);
    undress();
    dress();
  };

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  const codes = () => document.querySelectorAll(".cell[data-cell] > pre.code:not(.editing) > code");

  // The pieces of text that are code, and not a remark behind a line of it
  function pieces(code) {
    const isCode = (node) => !node.parentElement.closest(".hint, .problem");
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT, (node) =>
      isCode(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  function dress() {
    for (const code of codes()) {
      const [length, ...table] = cells[code.closest(".cell").dataset.cell] ?? [];
      if (length === undefined || code.querySelector(".term")) continue;
      const texts = pieces(code);
      // Other code stands there than the names were found in.
      if (texts.reduce((sum, text) => sum + text.length, 0) !== length) continue;
      let from = 0;
      let [at, text] = [0, texts.shift()];
      for (let place = 0; place < table.length; place += 3) {
        const [gap, count, note] = table.slice(place, place + 3);
        from += gap;
        while (text && at + text.length <= from) [at, text] = [at + text.length, texts.shift()];
        if (!text) break;
        if (from + count <= at + text.length) {
          const word = text.splitText(from - at);
          const rest = word.splitText(count);
          const name = make("span", { className: "term", tabIndex: -1 });
          name.dataset.note = note;
          word.replaceWith(name);
          name.append(word);
          [at, text] = [from + count, rest];
        }
        from += count;
      }
      reach(code.querySelector(".term"));
    }
    dressProse();
  }

  const inProse = (what) =>
    document.querySelectorAll(`article ${what}:not(.term, pre *, .cell *, a *, summary *, h1 *, h2 *, h3 *, h4 *)`);

  function dressProse() {
    for (const code of inProse("code")) {
      if (Object.hasOwn(words, code.textContent) && !code.children.length) dressWord(code, words[code.textContent]);
    }
    for (const value of inProse("[data-value]")) {
      const use = cells[value.dataset.value];
      if (use) dressWord(value, use[3]);
    }
  }

  function dressWord(word, number) {
    word.classList.add("term");
    word.dataset.note = number;
    word.tabIndex = -1;
    if (!groupOf(word).querySelector(".term[role]")) reach(word);
  }

  function undressProse() {
    for (const word of document.querySelectorAll("code.term, .term[data-value]")) {
      word.classList.remove("term");
      for (const name of ["data-note", "tabindex", "role", "aria-disabled"]) word.removeAttribute(name);
    }
  }

  function undress() {
    // What an editor shows stays.
    if (shown) hide();
    undressProse();
    for (const name of document.querySelectorAll("pre.code .term")) {
      const parent = name.parentNode;
      name.replaceWith(...name.childNodes);
      parent.normalize();
    }
  }

  // What is one stop: the code of a cell, or a paragraph.
  const groupOf = (name) => name.closest("pre code") ?? name.closest("p, li, dd, td, th, figcaption, article");
  const namesOf = (group) => [...group.querySelectorAll(".term")].filter((name) => groupOf(name) === group);

  // One name of a group can be reached from outside of it.
  function reach(name) {
    if (!name) return;
    for (const other of namesOf(groupOf(name))) {
      if (other === name) continue;
      other.tabIndex = -1;
      other.removeAttribute("role");
      other.removeAttribute("aria-disabled");
      other.removeAttribute("aria-describedby");
    }
    name.tabIndex = 0;
    name.setAttribute("role", "link");
    if (!address(name)) name.setAttribute("aria-disabled", "true");
  }

  const address = (name) => notes[name.dataset.note]?.[3];

  // The note

  const note = make("div", { className: "name-note", id: "name-note", hidden: true });
  (document.querySelector("main") ?? document.body).append(note);
  let shown = null;
  let waiting;

  function marked(text) {
    return text.split("`").map((part, number) => (number % 2 ? make("code", { textContent: part }) : part));
  }

  function show(name) {
    clearTimeout(waiting);
    if (shown === name) return;
    hide();
    const what = notes[name.dataset.note];
    if (!what) return;
    fill(what, name.closest(".cell"));
    shown = name;
    name.classList.add("asked");
    name.setAttribute("aria-describedby", note.id);
    put(name);
  }

  function fill([declaration, place, summary, href], cell) {
    note.replaceChildren(make("code", { className: "declaration", textContent: declaration }));
    if (summary) note.append(make("p", {}, ...marked(summary)));
    const foot = make("p", { className: "where", textContent: place ?? "" });
    if (href && href !== `#${cell?.id}`) {
      const what = href.startsWith("#") ? "Where it is declared" : "Reference";
      foot.append(" ", make("a", { href, textContent: what, tabIndex: -1 }));
    }
    if (foot.hasChildNodes()) note.append(foot);
    note.hidden = false;
  }

  // For code that is being written
  window.nameNote = {
    show(range, what) {
      hide();
      fill(what);
      put(range);
    },
    hide,
  };

  // Below the name, or above it where there is no room
  function put(name) {
    const box = name.getClientRects()[0] ?? name.getBoundingClientRect();
    const size = note.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(box.left, width - size.width - 8));
    const isBelow = box.bottom + size.height + 8 <= innerHeight || box.top < size.height + 8;
    const origin = (note.offsetParent ?? document.documentElement).getBoundingClientRect();
    note.style.left = `${left - origin.left}px`;
    note.style.top = `${(isBelow ? box.bottom : box.top - size.height) - origin.top}px`;
  }

  function hide() {
    clearTimeout(waiting);
    note.hidden = true;
    shown?.classList.remove("asked");
    shown?.removeAttribute("aria-describedby");
    shown = null;
  }

  const later = (action, time) => {
    clearTimeout(waiting);
    waiting = setTimeout(action, time);
  };
  const nameAt = (event) => event.target.closest?.(".term");

  // By pointer: the note waits for those who pass by, and stays for those who go to it.

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const name = nameAt(event);
    if (name) later(() => show(name), shown ? 100 : 250);
    else if (event.target.closest?.(".name-note")) clearTimeout(waiting);
    else if (shown && shown !== document.activeElement) later(hide, 300);
    else if (!shown) clearTimeout(waiting);
  });
  document.addEventListener("click", (event) => {
    const name = nameAt(event);
    if (name) show(name);
    else if (!event.target.closest?.(".name-note")) hide();
  });

  // By keys

  document.addEventListener("focusin", (event) => {
    const name = nameAt(event);
    if (name) {
      reach(name);
      show(name);
    } else if (!event.target.closest?.(".name-note")) hide();
  });
  document.addEventListener("focusout", (event) => {
    if (nameAt(event) && !event.relatedTarget?.closest?.(".name-note")) later(hide, 100);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) {
      hide();
      event.stopPropagation();
      return;
    }
    const name = nameAt(event);
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    const names = namesOf(groupOf(name));
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = {
      ArrowRight: names.indexOf(name) + step, ArrowLeft: names.indexOf(name) + step,
      Home: 0, End: names.length - 1,
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      names[Math.max(0, Math.min(next, names.length - 1))].focus();
    } else if (event.key === "Enter" && address(name)) {
      location.href = address(name);
    }
  }, true);
  addEventListener("resize", hide);

  // Loading: what stands beside the page when the page has come, what a server says when it is asked.

  let asking;
  function ask() {
    dress();
    clearTimeout(asking);
    asking = setTimeout(() => document.dispatchEvent(new Event("names-wanted")), 700);
  }

  const idle = window.requestIdleCallback ?? ((action) => setTimeout(action, 100));
  document.addEventListener("chapter-changed", () => (file ? dress() : ask()));
  if (file) {
    const load = () => idle(() => document.head.append(make("script", { src: file })));
    if (document.readyState === "complete") load();
    else addEventListener("load", load);
  } else {
    ask();
  }
})();
