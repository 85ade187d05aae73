// What a page does for its reader besides being read: search, themes, copying, keys, and the section
// that is being read. Without this script all of the book is there.
(() => {
  "use strict";

  // What leads from this page to the site's folder
  const root = (document.currentScript.getAttribute("src") ?? "").replace(/[^/]*$/, "");

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // Light or dark

  const themes = ["system", "light", "dark"];
  const theme = () => document.documentElement.dataset.theme ?? "system";

  function keep(name, value, usual) {
    if (value === usual) delete document.documentElement.dataset[name];
    else document.documentElement.dataset[name] = value;
    try {
      if (value === usual) localStorage.removeItem(name);
      else localStorage.setItem(name, value);
    } catch {
      // It holds for this page.
    }
  }

  function choose(choice) {
    keep("theme", choice, "system");
    for (const button of document.querySelectorAll("button.theme")) label(button);
  }

  function label(button) {
    button.textContent = `Theme: ${theme()}`;
  }

  // Swift, or Python where a cell has a twin

  const inPython = () => document.documentElement.dataset.language === "python";

  function speak(language) {
    keep("language", language, "swift");
    const label = document.querySelector(".twin > summary")?.textContent;
    for (const twin of document.querySelectorAll("details.twin")) twin.open = inPython();
    for (const button of document.querySelectorAll("button.language")) {
      button.textContent = `Code: ${inPython() ? label : "Swift"}`;
      button.title = `Show the cells in ${inPython() ? "Swift" : label}`;
      button.setAttribute("aria-pressed", String(inPython()));
    }
  }

  for (const book of document.querySelectorAll(".top .book, .sidebar .book, .front h1")) {
    const change = make("button", { type: "button", className: "theme" });
    change.addEventListener("click", () =>
      choose(themes[(themes.indexOf(theme()) + 1) % themes.length]));
    label(change);
    const find = make("button", { type: "button", className: "find", textContent: "Search" },
      make("kbd", { textContent: "/" }));
    find.addEventListener("click", openSearch);
    const tools = make("div", { className: "tools" }, find, change);
    if (document.querySelector(".twin")) {
      const language = make("button", { type: "button", className: "language" });
      language.addEventListener("click", () => speak(inPython() ? "swift" : "python"));
      tools.append(language);
    }
    book.after(tools);
  }
  speak(inPython() ? "python" : "swift");

  // Search

  let dialog, field, results, index;

  function openSearch() {
    if (!dialog) makeDialog();
    if (!dialog.open) dialog.showModal();
    field.select();
    if (index) return;
    window.bookIndex = (chapters) => {
      index = chapters;
      find();
    };
    document.head.append(make("script", { src: `${root}search.js` }));
  }

  function makeDialog() {
    field = make("input", { type: "search", placeholder: "Words in titles, text and code" });
    field.setAttribute("aria-label", "Search the book");
    results = make("ol", { className: "results" });
    const count = make("p", { className: "count" });
    count.setAttribute("role", "status");
    dialog = make("dialog", { className: "search" }, field, count, results);
    dialog.setAttribute("aria-label", "Search");
    document.body.append(dialog);
    field.addEventListener("input", find);
    dialog.addEventListener("keydown", move);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
  }

  function move(event) {
    const links = [...results.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && event.target === field) links[0]?.click();
    if (!step || !links.length) return;
    event.preventDefault();
    const next = links.indexOf(document.activeElement) + step;
    (next < 0 ? field : links[Math.min(next, links.length - 1)]).focus();
  }

  const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

  // Every word has to be somewhere in the section; where it is decides the order.
  function score(section, wanted) {
    let total = 0;
    for (const word of wanted) {
      const places = [section.chapter, section.title, section.text, section.code];
      const weights = [4, 8, 2, 1];
      const found = places.map((place, i) => (place.toLowerCase().includes(word) ? weights[i] : 0));
      const best = Math.max(...found);
      if (!best) return 0;
      total += best;
    }
    return total;
  }

  function find() {
    if (!index) return;
    const wanted = words(field.value);
    const found = [];
    if (wanted.length) {
      for (const section of index) {
        const points = score(section, wanted);
        if (points) found.push({ section, points });
      }
    }
    found.sort((a, b) => b.points - a.points || a.section.number - b.section.number);
    results.replaceChildren(...found.slice(0, 30).map(({ section }) => result(section, wanted)));
    dialog.querySelector(".count").textContent = !wanted.length ? ""
      : found.length === 0 ? "Nothing found"
      : `${found.length} section${found.length === 1 ? "" : "s"}`;
  }

  function result(section, wanted) {
    const link = make("a", { href: root + section.page });
    link.append(make("span", { className: "where", textContent: section.chapter }));
    link.append(marked(section.title, wanted, "name"));
    const place = [section.text, section.code].find((text) =>
      wanted.some((word) => text.toLowerCase().includes(word)));
    if (place) link.append(marked(excerpt(place, wanted), wanted, "excerpt"));
    return make("li", {}, link);
  }

  function excerpt(text, wanted) {
    const lower = text.toLowerCase();
    const first = Math.min(...wanted.map((word) => lower.indexOf(word)).filter((at) => at >= 0));
    const start = Math.max(0, lower.lastIndexOf(" ", first - 40) + 1);
    return (start ? "… " : "") + text.slice(start, start + 140) + (text.length > start + 140 ? " …" : "");
  }

  function marked(text, wanted, className) {
    const span = make("span", { className });
    const lower = text.toLowerCase();
    let at = 0;
    while (at < text.length) {
      const next = wanted.map((word) => ({ word, place: lower.indexOf(word, at) }))
        .filter(({ place }) => place >= 0).sort((a, b) => a.place - b.place)[0];
      if (!next) break;
      span.append(text.slice(at, next.place));
      at = next.place + next.word.length;
      span.append(make("mark", { textContent: text.slice(next.place, at) }));
    }
    span.append(text.slice(at));
    return span;
  }

  // Copying code, and addresses of headings and cells

  const said = make("p", { className: "said" });
  said.setAttribute("role", "status");
  document.body.append(said);

  async function copy(text, what) {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = `${what} copied`;
    } catch {
      said.textContent = "This browser doesn’t let a page copy.";
    }
    setTimeout(() => (said.textContent = ""), 1600);
  }

  function codeOf(pre) {
    const code = pre.querySelector("code, samp").cloneNode(true);
    for (const extra of code.querySelectorAll(".hint, .problem")) extra.remove();
    return code.textContent.replace(/\n+$/, "") + "\n";
  }

  const address = (id) => location.href.replace(/#.*/, "") + "#" + id;

  function dress(root) {
    for (const pre of root.querySelectorAll("article pre.code, article > pre")) {
      if (pre.querySelector(".copy")) continue;
      const button = make("button", { type: "button", className: "copy", textContent: "Copy" });
      button.addEventListener("click", () => copy(codeOf(pre), "Code"));
      pre.append(button);
    }
    for (const part of root.querySelectorAll("article :is(h2, h3, h4, .cell)[id]")) {
      if (part.querySelector(":scope > .anchor")) continue;
      const name = part.matches(".cell") ? part.id.replace("-", " ") : `“${part.textContent}”`;
      const link = make("a", { className: "anchor", href: `#${part.id}`, textContent: "#" });
      link.setAttribute("aria-label", `Address of ${name}`);
      link.addEventListener("click", () => copy(address(part.id), "Address"));
      part.append(link);
    }
  }

  // What scrolls sideways can be reached by keys.
  function reach() {
    for (const text of document.querySelectorAll("pre > :is(code, samp), figure, table, .shown, .formula")) {
      if (text.scrollWidth > text.clientWidth) text.tabIndex = 0;
      else text.removeAttribute("tabindex");
    }
  }

  function refresh() {
    for (const twin of document.querySelectorAll("details.twin")) twin.open ||= inPython();
    dress(document);
    reach();
  }

  refresh();
  addEventListener("resize", reach);
  document.addEventListener("chapter-changed", refresh);

  // Styles can't count lines, and on paper long code may go on overleaf.

  addEventListener("beforeprint", () => {
    for (const code of document.querySelectorAll(".cell > .code"))
      code.classList.toggle("long", code.textContent.split("\n").length > 30);
  });

  // Keys

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    const to = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    if (event.key === "/" || event.key === "s") {
      event.preventDefault();
      openSearch();
    } else if (event.key === "t") {
      choose(themes[(themes.indexOf(theme()) + 1) % themes.length]);
    } else if (event.key === "?") {
      help();
    } else if (to && !event.target.closest("pre")) {
      document.querySelector(`.pager [rel="${to}"]`)?.click();
    }
  });

  let keys;
  function help() {
    if (!keys) {
      const list = make("dl");
      for (const [key, what] of [
        ["/", "search"], ["← →", "the chapter before, the one after"],
        ["Tab, then ← →", "the names in a cell or a paragraph, and what they are"],
        ["t", "the next theme"], ["?", "this help"], ["Esc", "close"],
      ])
        list.append(make("dt", {}, make("kbd", { textContent: key })), make("dd", { textContent: what }));
      keys = make("dialog", { className: "keys" }, make("h2", { textContent: "Keys" }), list);
      keys.setAttribute("aria-label", "Keys");
      document.body.append(keys);
      keys.addEventListener("click", () => keys.close());
    }
    keys.showModal();
  }

  // In a long book, the contents show where one is.
  const sidebar = document.querySelector(".sidebar");
  const here = sidebar?.querySelector("[aria-current=page]");
  if (here && here.offsetTop > sidebar.clientHeight - 80) sidebar.scrollTop = here.offsetTop - sidebar.clientHeight / 2;

  // The section that is being read

  const links = [...document.querySelectorAll('.contents ol a[href^="#"]')];
  if (links.length && "IntersectionObserver" in window) {
    const headings = [...document.querySelectorAll("article h2[id]")];
    const update = () => {
      const current = headings.filter((heading) => heading.getBoundingClientRect().top < 120).pop();
      for (const link of links) {
        if (current && link.hash === `#${current.id}`) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    const observer = new IntersectionObserver(update, { rootMargin: "-110px 0px 0px 0px", threshold: [0, 1] });
    for (const heading of headings) observer.observe(heading);
    addEventListener("scrollend", update);
    update();
  }
})();
