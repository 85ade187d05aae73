// An editor for code: a text field, as browsers and screen readers know it, with its undo and its find, over the same
// text in colour. What is added stands in files of their own: lines and comments, brackets, errors, completions.
(() => {
  "use strict";

  const parts = window.editorParts;
  let count = 0;

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  function makeField(pre, id, label, value) {
    const code = pre.querySelector("code");
    const field = make("textarea", { spellcheck: false, autocapitalize: "off", autocomplete: "off", value });
    field.setAttribute("aria-label", label);
    field.setAttribute("aria-describedby", `${id}-keys ${id}-problems`);
    const keys = make("p", {
      id: `${id}-keys`, className: "unseen",
      textContent: "Control and Enter runs. Control and space completes, F1 says what a name is. Escape, then Tab, leaves.",
    });
    const news = make("p", { className: "unseen" });
    news.setAttribute("role", "status");
    pre.classList.add("editing");
    code.setAttribute("aria-hidden", "true");
    code.removeAttribute("tabindex");
    pre.append(field, keys, news);
    return { code, field, keys, news };
  }

  // Opens an editor over the code of a cell. `ask` has functions that give promises: `colours(text)` HTML,
  // `complete(text, offset)`, `help(text, offset)` and `problems(text)` JSON.
  window.codeEditor = (pre, { label, value, ask, changed, run }) => {
    const id = `editor-${++count}`;
    const { code, field, keys, news } = makeField(pre, id, label, value);
    const selection = () => [field.selectionStart, field.selectionEnd];
    const wordStart = (at) => at - field.value.slice(0, at).match(/[\p{L}\p{N}_]*$/u)[0].length;
    const tell = (text) => (news.textContent = text);

    // The text below the field

    let shown = "";

    function texts() {
      const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement.closest(".hint, .problem") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
      const found = [];
      while (walker.nextNode()) found.push(walker.currentNode);
      return found;
    }

    // The place of a character of the text in the page
    function place(offset) {
      let from = 0;
      let last = null;
      for (const text of texts()) {
        if (offset <= from + text.length) return [text, offset - from];
        from += text.length;
        last = text;
      }
      return last ? [last, last.length] : [code, 0];
    }

    function range(start, end) {
      const range = document.createRange();
      range.setStart(...place(start));
      range.setEnd(...place(end));
      return range;
    }

    const own = { pre, field, code, id, ask, make, selection, texts, place, range, wordStart, tell };
    const lines = parts.lines(own);
    const brackets = parts.brackets({ ...own, lines });
    const problems = parts.problems(own);
    const completions = parts.completions({ ...own, lines });
    pre.append(completions.list, problems.said);

    // Only what has changed is exchanged, so that colours stay until there are new ones.
    function mirror() {
      const next = field.value;
      let start = 0;
      while (start < next.length && next[start] === shown[start]) start++;
      let end = 0;
      const most = Math.min(next.length, shown.length) - start;
      while (end < most && next[next.length - 1 - end] === shown[shown.length - 1 - end]) end++;
      range(start, shown.length - end).deleteContents();
      const [node, offset] = place(start);
      const added = next.slice(start, next.length - end);
      if (node.nodeType === Node.TEXT_NODE) node.insertData(offset, added);
      else node.append(added);
      shown = next;
    }

    function write(html) {
      if (html === undefined) code.textContent = field.value + "\n";
      else code.innerHTML = html;
      shown = field.value;
      problems.show();
      brackets.mark();
    }

    let colouring;
    function colour() {
      const text = field.value;
      clearTimeout(colouring);
      colouring = setTimeout(async () => {
        try {
          const html = await ask.colours(text);
          // The last line's end has a line of its own in a field.
          if (field.isConnected && field.value === text) write(html + "\n");
        } catch {
          // Plain text can be read too.
        }
      }, 30);
    }

    // Help

    async function help() {
      completions.stop();
      const [at] = selection();
      const start = wordStart(at);
      const show = (note) => window.nameNote?.show(range(start, Math.max(at, start + 1)), note);
      try {
        const found = await ask.help(field.value, at);
        const note = found.length ? found : ["", "Nothing is known of this place."];
        show(note);
        tell(note.filter(Boolean).slice(0, 3).join(". "));
      } catch (error) {
        show(["", error.message]);
        tell(error.message);
      }
    }

    // Keys

    let isLeaving = false;

    function typed(event) {
      event.stopPropagation();
      if (event.isComposing) return;
      const isControl = event.ctrlKey || event.metaKey;
      const wasLeaving = isLeaving;
      isLeaving = false;
      const done = () => event.preventDefault();
      if (completions.take(event)) return done();
      if (event.key === "Enter" && isControl) {
        done();
        run();
      } else if (event.key === " " && event.ctrlKey) {
        done();
        completions.show(true);
      } else if (event.key === "F1") {
        done();
        help();
      } else if (event.key === "/" && isControl) {
        done();
        lines.comment();
      } else if (event.key === "Escape") {
        window.nameNote?.hide();
        isLeaving = true;
      } else if (event.key === "Tab" && !isControl && !wasLeaving) {
        lines.tab(event);
      } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
        done();
        lines.breakLine();
      } else if (event.key === "Backspace" && !isControl && !event.altKey) {
        if (brackets.eraseBoth()) done();
      } else if (event.key.length === 1 && !isControl && brackets.pair(event.key)) {
        done();
      }
    }

    field.addEventListener("keydown", typed);
    field.addEventListener("input", (event) => {
      window.nameNote?.hide();
      mirror();
      changed(field.value);
      colour();
      problems.checkSoon();
      completions.showSoon(event);
      brackets.mark();
    });
    field.addEventListener("scroll", () => (code.scrollLeft = field.scrollLeft));
    field.addEventListener("blur", () => {
      completions.stop();
      brackets.unmark();
    });
    const moved = () => {
      if (!field.isConnected) document.removeEventListener("selectionchange", moved);
      if (document.activeElement !== field) return;
      brackets.mark();
      completions.caretMoved();
    };
    document.addEventListener("selectionchange", moved);

    write();
    colour();
    // The first answer takes longest.
    ask.complete(value, value.length).catch(() => {});

    return {
      field,
      setProblems: problems.set,
      // Exchanges the text so that it can be undone.
      set value(text) {
        field.focus();
        lines.replace(0, field.value.length, text);
      },
      write,
      close() {
        document.removeEventListener("selectionchange", moved);
        for (const part of [field, completions.list, keys, problems.said, news]) part.remove();
        pre.classList.remove("editing");
        code.removeAttribute("aria-hidden");
      },
    };
  };
})();
