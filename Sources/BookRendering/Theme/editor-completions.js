// A part of the editor for code: what may stand where one writes, as a list below the place.
(() => {
  "use strict";

  window.editorParts = { ...window.editorParts, completions };

  function completions({ field, pre, id, ask, make, selection, place, range, wordStart, tell, lines }) {
    const list = make("ul", { id: `${id}-completions`, className: "completions", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Completions");
    field.setAttribute("aria-autocomplete", "list");

    let offers = [];
    let active = -1;
    let asked = 0;
    let soon;

    async function show(isWanted) {
      const turn = ++asked;
      const [at, end] = selection();
      if (at !== end) return close();
      try {
        const found = await ask.complete(field.value, at);
        if (turn !== asked || field.selectionStart !== at || document.activeElement !== field) return;
        offer(found, isWanted);
      } catch (error) {
        close();
        if (isWanted) tell(error.message);
      }
    }

    function offer(found, isWanted) {
      const [at] = selection();
      const typed = field.value.slice(wordStart(at), at);
      offers = found.filter(({ name }) => isWanted || name !== typed);
      if (!offers.length) {
        close();
        if (isWanted) tell("No completions");
        return;
      }
      active = -1;
      list.replaceChildren(...offers.map(option));
      list.hidden = false;
      const box = range(wordStart(at), at).getBoundingClientRect();
      const frame = pre.getBoundingClientRect();
      list.style.top = `${box.bottom - frame.top + 2}px`;
      list.style.left = `${Math.max(0, Math.min(box.left - frame.left, frame.width - list.offsetWidth))}px`;
      field.setAttribute("aria-controls", list.id);
      tell(`${offers.length} completion${offers.length === 1 ? "" : "s"}; ${offers[0].name}`);
      if (isWanted) activate(0);
    }

    function option({ name, type, summary }, number) {
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
      lines.replace(from, at, plain, from + (hole < 0 ? plain.length : hole));
    }

    function showSoon(event) {
      clearTimeout(soon);
      if (event.inputType !== "insertText" && list.hidden) return close();
      const [at] = selection();
      const before = field.value.slice(0, at);
      const isWord = /[\p{L}_][\p{L}\p{N}_]+$/u.test(before) || /\.[\p{L}\p{N}_]*$/u.test(before);
      if (!isWord || /\d\.$/.test(before) || inText(at)) return close();
      soon = setTimeout(() => show(false), 60);
    }

    const inText = (at) => Boolean(place(at)[0].parentElement?.closest(".string, .comment"));

    // Whether a key was for the list
    function take(event) {
      if (list.hidden) return false;
      const to = { ArrowDown: active + 1, ArrowUp: active < 0 ? offers.length - 1 : active - 1 }[event.key];
      if (to !== undefined) activate(to);
      else if (event.key === "Escape") close();
      else if (event.key === "Tab" && !event.shiftKey) accept(Math.max(active, 0));
      else if (event.key === "Enter" && active >= 0 && !event.ctrlKey && !event.metaKey) accept(active);
      else return false;
      return true;
    }

    // Where the caret has left the word, nothing is to be completed.
    function caretMoved() {
      if (!list.hidden && wordStart(selection()[0]) === selection()[0] && active < 0) close();
    }

    function stop() {
      clearTimeout(soon);
      close();
    }

    return { list, show, showSoon, take, caretMoved, stop };
  }
})();
