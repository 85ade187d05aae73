// A part of the editor for code: brackets and quotes come in pairs, and those that belong together are marked.
(() => {
  "use strict";

  const closers = { "(": ")", "[": "]", "{": "}", '"': '"' };
  const opening = { ")": "(", "]": "[", "}": "{" };

  window.editorParts = { ...window.editorParts, brackets };

  function brackets({ field, selection, texts, range, lines }) {
    // Whether the key was a bracket's or a quote's and is dealt with
    function pair(key) {
      const [from, to] = selection();
      const text = field.value;
      const [before, after] = [text[from - 1] ?? "", text[to] ?? ""];
      if (from === to && after === key && Object.values(closers).includes(key)) {
        field.setSelectionRange(from + 1, from + 1);
        return true;
      }
      const start = lines.start(from);
      if (key === "}" && from === to && /^[ \t]+$/.test(text.slice(start, from))) {
        lines.replace(Math.max(start, from - lines.step.length), from, "}");
        return true;
      }
      const closer = closers[key];
      if (!closer) return false;
      if (from !== to) {
        lines.replace(from, to, key + text.slice(from, to) + closer, from + 1, to + 1);
        return true;
      }
      const isQuote = key === closer;
      if (after && !/[\s)\]}.,;:]/.test(after)) return false;
      if (isQuote && /[\w"\\]/.test(before)) return false;
      lines.replace(from, to, key + closer, from + 1);
      return true;
    }

    function eraseBoth() {
      const [from, to] = selection();
      const [before, after] = [field.value[from - 1], field.value[from]];
      if (from !== to || !before || closers[before] !== after) return false;
      lines.replace(from - 1, from + 1, "");
      return true;
    }

    // The brackets of the text, without those in strings and comments
    function all() {
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

    function unmark() {
      window.CSS?.highlights?.delete("bracket");
    }

    function mark() {
      if (!window.CSS?.highlights) return;
      unmark();
      const [at, end] = selection();
      if (document.activeElement !== field || at !== end) return;
      const open = [];
      for (const [place, sign] of all()) {
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

    return { pair, eraseBoth, mark, unmark };
  }
})();
