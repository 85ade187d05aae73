// An editor for code: a text field, as browsers and screen readers know it, with its undo and its find, over the same
// text in colour. What is added are indentation, pairs of brackets, comments, completions, help and errors.
(() => {
  "use strict";

  const closers = { "(": ")", "[": "]", "{": "}", '"': '"' };
  const step = "  ";
  let count = 0;

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // Opens an editor over the code of a cell. `ask` has functions that give promises: `colours(text)` HTML,
  // `complete(text, offset)`, `help(text, offset)` and `problems(text)` JSON.
  window.codeEditor = (pre, { label, value, ask, changed, run }) => {
    const code = pre.querySelector("code");
    const id = `editor-${++count}`;
    const field = make("textarea", { spellcheck: false, autocapitalize: "off", autocomplete: "off", value });
    field.setAttribute("aria-label", label);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-describedby", `${id}-keys ${id}-problems`);
    const keys = make("p", {
      id: `${id}-keys`, className: "unseen",
      textContent: "Control and Enter runs. Control and space completes, F1 says what a name is. Escape, then Tab, leaves.",
    });
    const said = make("p", { id: `${id}-problems`, className: "unseen" });
    const news = make("p", { className: "unseen" });
    news.setAttribute("role", "status");
    const list = make("ul", { id: `${id}-completions`, className: "completions", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Completions");
    pre.classList.add("editing");
    code.setAttribute("aria-hidden", "true");
    code.removeAttribute("tabindex");
    pre.append(field, list, keys, said, news);

    // The text below the field

    let shown = "";
    let problems = [];

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
      showProblems();
      matchBrackets();
    }

    let colouring;
    async function colour() {
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

    // Errors

    const lines = () => field.value.split("\n");

    // Complaints stay at lines that are as they were.
    function setProblems(list) {
      const now = lines();
      problems = list.map(({ line, message }) => ({ line, text: message, code: now[line] }));
      showProblems();
    }

    function showProblems() {
      for (const old of code.querySelectorAll(".problem")) old.remove();
      const now = lines();
      const current = problems.filter(({ line, code }) => now[line] === code && code !== undefined);
      for (const { line, text } of current) {
        const end = now.slice(0, line + 1).join("\n").length;
        const at = document.createRange();
        at.setStart(...place(end));
        at.insertNode(make("span", { className: "problem", textContent: text }));
      }
      const words = current.map(({ line, text }) => `Line ${line + 1}: ${text}.`).join(" ");
      if (said.textContent !== words) said.textContent = words;
      if (current.length) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }

    let checking;
    function checkSoon() {
      clearTimeout(checking);
      checking = setTimeout(async () => {
        const text = field.value;
        try {
          const found = await ask.problems(text);
          if (field.isConnected && field.value === text) setProblems(found);
        } catch {
          // A run says what is wrong.
        }
      }, 600);
    }

    // Changes; all go through the browser, so that it can undo them.

    function replace(from, to, text, caret = from + text.length, end = caret) {
      field.setSelectionRange(from, to);
      const command = text ? "insertText" : "delete";
      if (from !== to || text) {
        if (!document.execCommand(command, false, text)) {
          field.setRangeText(text, from, to, "end");
          field.dispatchEvent(new Event("input"));
        }
      }
      field.setSelectionRange(caret, end);
    }

    const selection = () => [field.selectionStart, field.selectionEnd];
    const lineStart = (at) => field.value.lastIndexOf("\n", at - 1) + 1;
    const marginOf = (line) => line.match(/^[ \t]*/)[0];

    function breakLine() {
      const [from, to] = selection();
      const before = field.value.slice(lineStart(from), from);
      const margin = marginOf(before);
      const opens = /[([{]\s*$/.test(before) || /\{[^{}]*\bin\s*$/.test(before);
      const inner = margin + (opens ? step : "");
      const isClosed = opens && /^\s*[)\]}]/.test(field.value.slice(to).split("\n")[0]);
      replace(from, to, `\n${inner}${isClosed ? `\n${margin}` : ""}`, from + 1 + inner.length);
    }

    // The lines of the selection, changed one by one
    function changeLines(change) {
      const [from, to] = selection();
      const start = lineStart(from);
      const last = to > from && field.value[to - 1] === "\n" ? to - 1 : to;
      const end = (field.value + "\n").indexOf("\n", last);
      const old = field.value.slice(start, end);
      const next = change(old.split("\n")).join("\n");
      if (next !== old) replace(start, end, next, start, start + next.length);
    }

    const indent = (lines) => lines.map((line) => (line ? step + line : line));
    const outdent = (lines) => lines.map((line) => line.replace(/^(\t| {1,2})/, ""));

    function comment(lines) {
      const full = lines.filter((line) => line.trim());
      const isCommented = full.every((line) => /^\s*\/\//.test(line));
      const margin = Math.min(...full.map((line) => marginOf(line).length));
      return lines.map((line) =>
        !line.trim() ? line
        : isCommented ? line.replace(/^(\s*)\/\/ ?/, "$1")
        : `${line.slice(0, margin)}// ${line.slice(margin)}`);
    }

    // Whether the key was a bracket's or a quote's and is dealt with
    function pair(key) {
      const [from, to] = selection();
      const text = field.value;
      const [before, after] = [text[from - 1] ?? "", text[to] ?? ""];
      if (from === to && after === key && Object.values(closers).includes(key)) {
        field.setSelectionRange(from + 1, from + 1);
        return true;
      }
      if (key === "}" && from === to && /^[ \t]+$/.test(text.slice(lineStart(from), from))) {
        const start = lineStart(from);
        replace(Math.max(start, from - step.length), from, "}");
        return true;
      }
      const closer = closers[key];
      if (!closer) return false;
      if (from !== to) {
        replace(from, to, key + text.slice(from, to) + closer, from + 1, to + 1);
        return true;
      }
      const isQuote = key === closer;
      if (after && !/[\s)\]}.,;:]/.test(after)) return false;
      if (isQuote && /[\w"\\]/.test(before)) return false;
      replace(from, to, key + closer, from + 1);
      return true;
    }

    function eraseBoth() {
      const [from, to] = selection();
      const [before, after] = [field.value[from - 1], field.value[from]];
      if (from !== to || !before || closers[before] !== after) return false;
      replace(from - 1, from + 1, "");
      return true;
    }

    // Brackets that belong together

    const opening = { ")": "(", "]": "[", "}": "{" };

    // The brackets of the text, without those in strings and comments
    function brackets() {
      const found = [];
      let from = 0;
      for (const text of texts()) {
        if (!text.parentElement.closest(".string, .comment")) {
          for (const match of text.data.matchAll(/[()[\]{}]/g)) found.push([from + match.index, match[0]]);
        }
        from += text.length;
      }
      return found;
    }

    function matchBrackets() {
      if (!window.CSS?.highlights) return;
      CSS.highlights.delete("bracket");
      const [at, end] = selection();
      if (document.activeElement !== field || at !== end) return;
      const open = [];
      for (const [place, sign] of brackets()) {
        if (!opening[sign]) open.push([place, sign]);
        else {
          const [start, first] = open.pop() ?? [];
          if (first !== opening[sign]) return;
          if ([start, start + 1, place, place + 1].includes(at)) {
            const both = new Highlight(range(start, start + 1), range(place, place + 1));
            CSS.highlights.set("bracket", both);
            if (place === at || place + 1 === at) return;
          }
        }
      }
    }

    // Completions

    let offers = [];
    let active = -1;
    let asked = 0;
    const wordStart = (at) => at - field.value.slice(0, at).match(/[\p{L}\p{N}_]*$/u)[0].length;

    async function complete(isWanted) {
      const turn = ++asked;
      const [at, end] = selection();
      if (at !== end) return close();
      try {
        const found = await ask.complete(field.value, at);
        if (turn !== asked || field.selectionStart !== at || document.activeElement !== field) return;
        offer(found, isWanted);
      } catch {
        close();
      }
    }

    function offer(found, isWanted) {
      const [at] = selection();
      const typed = field.value.slice(wordStart(at), at);
      offers = found.filter(({ name }) => isWanted || name !== typed);
      if (!offers.length) {
        close();
        if (isWanted) news.textContent = "No completions";
        return;
      }
      active = -1;
      list.replaceChildren(...offers.map(({ name, type, place, summary }, number) => {
        const option = make("li", { id: `${id}-${number}` }, make("code", { textContent: name }));
        if (type) option.append(" ", make("span", { className: "type", textContent: type }));
        if (summary) option.append(make("p", { textContent: summary }));
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          accept(number);
        });
        return option;
      }));
      list.hidden = false;
      const box = range(wordStart(at), at).getBoundingClientRect();
      const frame = pre.getBoundingClientRect();
      list.style.top = `${box.bottom - frame.top + 2}px`;
      list.style.left = `${Math.max(0, Math.min(box.left - frame.left, frame.width - list.offsetWidth))}px`;
      field.setAttribute("aria-controls", list.id);
      news.textContent = `${offers.length} completion${offers.length === 1 ? "" : "s"}; ${offers[0].name}`;
      if (isWanted) activate(0);
    }

    function activate(number) {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = (number + offers.length) % offers.length;
      list.children[active].setAttribute("aria-selected", "true");
      list.children[active].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", `${id}-${active}`);
    }

    function close() {
      asked++;
      offers = [];
      active = -1;
      list.hidden = true;
      field.removeAttribute("aria-activedescendant");
      field.removeAttribute("aria-controls");
    }

    function accept(number) {
      const { text } = offers[number];
      const [at] = selection();
      const from = wordStart(at);
      close();
      // The first thing that is left open is where one goes on.
      const hole = text.indexOf("\u0001");
      const plain = text.replaceAll("\u0001", "");
      replace(from, at, plain, from + (hole < 0 ? plain.length : hole));
    }

    let soon;
    function completeSoon(event) {
      clearTimeout(soon);
      if (event.inputType !== "insertText" && list.hidden) return close();
      const [at] = selection();
      const before = field.value.slice(0, at);
      const isWord = /[\p{L}_][\p{L}\p{N}_]+$/u.test(before) || /\.[\p{L}\p{N}_]*$/u.test(before);
      if (!isWord || /\d\.$/.test(before) || inText(at)) return close();
      soon = setTimeout(() => complete(false), 60);
    }

    const inText = (at) => Boolean(place(at)[0].parentElement?.closest(".string, .comment"));

    // Help

    async function help() {
      clearTimeout(soon);
      close();
      const [at] = selection();
      try {
        const note = await ask.help(field.value, at);
        if (!note.length) {
          news.textContent = "Nothing is known of this place.";
          return;
        }
        const start = wordStart(at);
        window.nameNote?.show(range(start, Math.max(at, start + 1)), note);
        news.textContent = note.filter(Boolean).slice(0, 3).join(". ");
      } catch (error) {
        news.textContent = error.message;
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
      if (!list.hidden && choose(event)) return done();
      if (event.key === "Enter" && isControl) {
        done();
        run();
      } else if (event.key === " " && event.ctrlKey) {
        done();
        complete(true);
      } else if (event.key === "F1") {
        done();
        help();
      } else if (event.key === "/" && isControl) {
        done();
        changeLines(comment);
      } else if (event.key === "Escape") {
        window.nameNote?.hide();
        isLeaving = true;
      } else if (event.key === "Tab" && !isControl && !wasLeaving) {
        tab(event);
      } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
        done();
        breakLine();
      } else if (event.key === "Backspace" && !isControl && !event.altKey) {
        if (eraseBoth()) done();
      } else if (event.key.length === 1 && !isControl && pair(event.key)) {
        done();
      }
    }

    function choose(event) {
      const to = { ArrowDown: active + 1, ArrowUp: active < 0 ? offers.length - 1 : active - 1 }[event.key];
      if (to !== undefined) activate(to);
      else if (event.key === "Escape") close();
      else if (event.key === "Tab" && !event.shiftKey) accept(Math.max(active, 0));
      else if (event.key === "Enter" && active >= 0 && !event.ctrlKey && !event.metaKey) accept(active);
      else return false;
      return true;
    }

    function tab(event) {
      const [from, to] = selection();
      const isSeveral = field.value.slice(from, to).includes("\n");
      if (event.shiftKey && !isSeveral) return;
      event.preventDefault();
      if (isSeveral) changeLines(event.shiftKey ? outdent : indent);
      else replace(from, to, step);
    }

    field.addEventListener("keydown", typed);
    field.addEventListener("input", (event) => {
      window.nameNote?.hide();
      mirror();
      changed(field.value);
      colour();
      checkSoon();
      completeSoon(event);
      matchBrackets();
    });
    field.addEventListener("scroll", () => (code.scrollLeft = field.scrollLeft));
    field.addEventListener("blur", () => {
      close();
      window.CSS?.highlights?.delete("bracket");
    });
    const moved = () => {
      if (!field.isConnected) document.removeEventListener("selectionchange", moved);
      if (document.activeElement !== field) return;
      matchBrackets();
      if (!list.hidden && wordStart(selection()[0]) === selection()[0] && active < 0) close();
    };
    document.addEventListener("selectionchange", moved);

    write();
    colour();
    // The first answer takes longest.
    ask.complete(value, value.length).catch(() => {});

    return {
      field,
      setProblems,
      // Exchanges the text so that it can be undone.
      set value(text) {
        field.focus();
        replace(0, field.value.length, text);
      },
      write,
      close() {
        document.removeEventListener("selectionchange", moved);
        for (const part of [field, list, keys, said, news]) part.remove();
        pre.classList.remove("editing");
        code.removeAttribute("aria-hidden");
      },
    };
  };
})();
