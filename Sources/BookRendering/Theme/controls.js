// What readers choose with a chapter's controls: each gets something to move, and a note where it has been
// moved. A page holds what comes of each choice, and what is shown is exchanged here; where it is served, the
// server runs the cells. Without this script a page says what the program got.
(() => {
  "use strict";

  const isServed = Boolean(document.querySelector("script[data-chapter]"));
  const data = document.querySelector("script.states");
  if (!data && !isServed) return;

  // The controls in the program's order, and the values that are chosen, by their labels. A served page remembers
  // what was chosen before it was loaded again.
  let controls = [];
  const chosen = new Map(Object.entries(window.chapterPage?.choices ?? {}));
  const choiceOf = (control) => {
    const place = control.choices.indexOf(chosen.get(control.label));
    return place < 0 ? control.start : place;
  };

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // What the page holds

  const { lines, blocks, values, states } = data ? JSON.parse(data.textContent) : { blocks: {}, values: {} };
  const text = (places) => places.map((place) => lines[place]).join("\n");

  // The parts of a cell that differ from state to state
  const parts = (cell) => [cell.querySelector("pre.code code"), cell.querySelector(".outputs")];
  const cellAt = (number) => document.querySelector(`.cell[data-cell="${number}"]`);
  const valueAt = (number) => document.querySelector(`[data-value="${number}"]`);

  const usual = new Map();
  for (const number of Object.keys(blocks)) {
    const cell = cellAt(number);
    if (cell) usual.set(number, parts(cell).map((part) => part.innerHTML));
  }
  for (const number of Object.keys(values)) usual.set(number, valueAt(number)?.textContent);

  function contents(block) {
    const template = make("template");
    template.innerHTML = block;
    return parts(template.content).map((part) => part.innerHTML);
  }

  // What each cell shows, so that what stays the same isn't touched
  const shown = new Map();

  function show() {
    const state = states[controls.map(choiceOf).join("-")] ?? {};
    for (const number of Object.keys(blocks)) {
      const cell = cellAt(number);
      const place = state[number];
      if (!cell || shown.get(number) === place) continue;
      shown.set(number, place);
      const next = place === undefined ? usual.get(number) : contents(text(blocks[number][place]));
      parts(cell).forEach((part, which) => {
        if (part.innerHTML !== next[which]) part.innerHTML = next[which];
      });
      cell.classList.toggle("chosen", place !== undefined);
    }
    for (const number of Object.keys(values)) {
      const value = valueAt(number);
      if (value) value.textContent = number in state ? text(values[number][state[number]]) : usual.get(number);
    }
    document.dispatchEvent(new Event("chapter-changed"));
  }

  // Only what isn't as the author has it is asked for.
  function ask() {
    document.dispatchEvent(new CustomEvent("controls-moved", { detail: Object.fromEntries(chosen) }));
  }

  // What is shown, for those who don't see it change, and a way back

  function note(control, set) {
    const isToggle = control.form === "toggle";
    const named = (choice) => (isToggle ? ["off", "on"][choice] : control.choices[choice]);
    const words = make("span");
    words.setAttribute("role", "status");
    const back = make("button", { type: "button", textContent: `Back to ${named(control.start)}` });
    const line = make("p", { className: "chosen-note" }, words, " ", back);
    back.addEventListener("click", () => {
      set(control.start);
      choose(control.start);
      (line.previousElementSibling.querySelector("input:checked") ?? line.previousElementSibling.querySelector("input")).focus();
    });
    function tell() {
      const choice = choiceOf(control);
      line.hidden = choice === control.start;
      const place = isServed ? "What is below runs" : "What is shown below is";
      const what = isToggle ? `with “${control.label}” ${named(choice)}` : `for ${control.label} ${named(choice)}`;
      words.textContent = line.hidden ? "" : `${place} ${what}.`;
    }
    function choose(choice) {
      if (choice === choiceOf(control)) return;
      if (choice === control.start) chosen.delete(control.label);
      else chosen.set(control.label, control.choices[choice]);
      tell();
      isServed ? ask() : show();
    }
    tell();
    return { line, choose };
  }

  // Something to move. Where each choice runs, a slider that is drawn asks when it is let go.

  let count = 0;

  function radios(control, choose) {
    const name = `control-${++count}`;
    const inputs = control.choices.map((_, choice) => {
      const input = make("input", { type: "radio", name, autocomplete: "off" });
      input.addEventListener("change", () => choose(choice));
      return input;
    });
    const labels = inputs.map((input, choice) => make("label", {}, input, " ", control.choices[choice]));
    const element = make("fieldset", { className: "control" }, make("legend", { textContent: control.label }), ...labels);
    return { element, set: (choice) => (inputs[choice].checked = true) };
  }

  function slider(control, choose) {
    const input = make("input", { type: "range", min: 0, max: control.choices.length - 1, autocomplete: "off" });
    const value = make("output");
    const set = (choice) => {
      input.value = choice;
      input.setAttribute("aria-valuetext", control.choices[choice]);
      value.textContent = control.choices[choice];
    };
    input.addEventListener("input", () => {
      set(Number(input.value));
      if (!isServed) choose(Number(input.value));
    });
    input.addEventListener("change", () => choose(Number(input.value)));
    return { element: make("label", { className: "control" }, `${control.label} `, input, " ", value), set };
  }

  function toggle(control, choose) {
    const input = make("input", { type: "checkbox", autocomplete: "off" });
    input.addEventListener("change", () => choose(Number(input.checked)));
    const element = make("label", { className: "control" }, input, ` ${control.label}`);
    return { element, set: (choice) => (input.checked = choice === 1) };
  }

  const forms = { choices: radios, range: slider, toggle };

  function dress() {
    const found = [...document.querySelectorAll(".control[data-control]")];
    controls = found.map((element) => JSON.parse(element.dataset.control));
    found.forEach((place, number) => {
      if (!place.matches("p")) return;
      const control = controls[number];
      // A value that isn't there may come with another choice.
      if (chosen.get(control.label) === control.choices[control.start]) chosen.delete(control.label);
      let choose;
      const { element, set } = forms[control.form](control, (choice) => choose(choice));
      const told = note(control, set);
      choose = told.choose;
      set(choiceOf(control));
      element.dataset.control = place.dataset.control;
      place.replaceWith(element);
      element.after(told.line);
    });
  }

  dress();
  if (isServed) document.addEventListener("chapter-changed", dress);
})();
