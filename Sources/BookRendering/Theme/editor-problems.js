// A part of the editor for code: errors stand at the ends of their lines, and are told with the field.
(() => {
  "use strict";

  window.editorParts = { ...window.editorParts, problems };

  function problems({ field, code, id, ask, make, place }) {
    const said = make("p", { id: `${id}-problems`, className: "unseen" });
    const lines = () => field.value.split("\n");
    let known = [];

    // Complaints stay at lines that are as they were.
    function set(list) {
      const now = lines();
      known = list.map(({ line, message }) => ({ line, text: message, code: now[line] }));
      show();
    }

    function show() {
      for (const old of code.querySelectorAll(".problem")) old.remove();
      const now = lines();
      const current = known.filter(({ line, code }) => now[line] === code && code !== undefined);
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
          if (field.isConnected && field.value === text) set(found);
        } catch {
          // A run says what is wrong.
        }
      }, 600);
    }

    return { said, set, show, checkSoon };
  }
})();
