// What readers choose with a chapter's controls. The page holds what comes of each choice; here the controls
// get something to move, and what is shown is exchanged. Without this script they say what is shown.
(() => {
  "use strict";

  const data = document.querySelector("script.states");
  if (!data) return;
  const { controls, blocks, values, states } = JSON.parse(data.textContent);
  const choices = controls.map((control) => control.start);

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

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

  function show() {
    const state = states[choices.join("-")] ?? {};
    for (const number of Object.keys(blocks)) {
      const cell = cellAt(number);
      if (!cell) continue;
      const isOther = number in state;
      const next = isOther ? contents(blocks[number][state[number]]) : usual.get(number);
      parts(cell).forEach((part, place) => {
        if (part.innerHTML !== next[place]) part.innerHTML = next[place];
      });
      cell.classList.toggle("chosen", isOther);
    }
    for (const number of Object.keys(values)) {
      const value = valueAt(number);
      if (value) value.textContent = number in state ? values[number][state[number]] : usual.get(number);
    }
    tell();
    document.dispatchEvent(new Event("chapter-changed"));
  }

  // What is shown, for those who don't see it change, and a way back

  const note = make("p", { className: "chosen-note", hidden: true });
  const words = make("span");
  words.setAttribute("role", "status");
  const back = make("button", { type: "button", textContent: "Back to what the text describes" });
  note.append(words, " ", back);

  function tell() {
    const chosen = controls.filter((control, place) => choices[place] !== control.start)
      .map((control) => `${control.label} ${control.choices[choices[controls.indexOf(control)]]}`);
    note.hidden = chosen.length === 0;
    words.textContent = chosen.length ? `What is shown below is for ${chosen.join(", ")}.` : "";
  }

  const setters = [];
  back.addEventListener("click", () => {
    controls.forEach((control, place) => {
      choices[place] = control.start;
      setters[place]?.(control.start);
    });
    show();
    document.querySelector(".control :is(input, select)")?.focus();
  });

  function choose(place, choice) {
    choices[place] = choice;
    show();
  }

  // Something to move

  function radios(control, place) {
    const inputs = control.choices.map((text, choice) => {
      const input = make("input", { type: "radio", name: `control-${place}`, autocomplete: "off" });
      input.checked = choice === control.start;
      input.addEventListener("change", () => choose(place, choice));
      return input;
    });
    setters[place] = (choice) => (inputs[choice].checked = true);
    const labels = inputs.map((input, choice) => make("label", {}, input, " ", control.choices[choice]));
    return make("fieldset", { className: "control" }, make("legend", { textContent: control.label }), ...labels);
  }

  function slider(control, place) {
    const input = make("input", { type: "range", min: 0, max: control.choices.length - 1, autocomplete: "off" });
    const value = make("output");
    const set = (choice) => {
      input.value = choice;
      input.setAttribute("aria-valuetext", control.choices[choice]);
      value.textContent = control.choices[choice];
    };
    input.addEventListener("input", () => {
      set(Number(input.value));
      choose(place, Number(input.value));
    });
    setters[place] = set;
    set(control.start);
    return make("label", { className: "control" }, `${control.label} `, input, " ", value);
  }

  function toggle(control, place) {
    const input = make("input", { type: "checkbox", autocomplete: "off" });
    input.checked = control.start === 1;
    input.addEventListener("change", () => choose(place, Number(input.checked)));
    setters[place] = (choice) => (input.checked = choice === 1);
    return make("label", { className: "control" }, input, ` ${control.label}`);
  }

  const forms = { choices: radios, range: slider, toggle };
  let last = null;
  for (const text of document.querySelectorAll("p.control")) {
    const place = Number(text.dataset.control);
    last = forms[controls[place].form](controls[place], place);
    text.replaceWith(last);
  }
  last?.after(note);
})();
