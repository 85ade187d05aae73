// A part of the editor for code: lines, their margins and comments. All changes go through the browser, so that it can
// undo them.
(() => {
  "use strict";

  const step = "  ";
  const marginOf = (line) => line.match(/^[ \t]*/)[0];
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

  window.editorParts = { ...window.editorParts, lines };

  function lines({ field, selection }) {
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

    const start = (at) => field.value.lastIndexOf("\n", at - 1) + 1;

    function breakLine() {
      const [from, to] = selection();
      const before = field.value.slice(start(from), from);
      const margin = marginOf(before);
      const opens = /[([{]\s*$/.test(before) || /\{[^{}]*\bin\s*$/.test(before);
      const inner = margin + (opens ? step : "");
      const isClosed = opens && /^\s*[)\]}]/.test(field.value.slice(to).split("\n")[0]);
      replace(from, to, `\n${inner}${isClosed ? `\n${margin}` : ""}`, from + 1 + inner.length);
    }

    // The lines of the selection, changed one by one
    function change(change) {
      const [from, to] = selection();
      const first = start(from);
      const last = to > from && field.value[to - 1] === "\n" ? to - 1 : to;
      const end = (field.value + "\n").indexOf("\n", last);
      const old = field.value.slice(first, end);
      const next = change(old.split("\n")).join("\n");
      if (next !== old) replace(first, end, next, first, first + next.length);
    }

    function tab(event) {
      const [from, to] = selection();
      const isSeveral = field.value.slice(from, to).includes("\n");
      if (event.shiftKey && !isSeveral) return;
      event.preventDefault();
      if (isSeveral) change(event.shiftKey ? outdent : indent);
      else replace(from, to, step);
    }

    return { replace, start, step, breakLine, tab, comment: () => change(comment) };
  }
})();
