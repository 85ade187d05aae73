// Functions of a chapter's that readers call, compiled to WebAssembly: with what they draw, or with numbers. Without
// this script, and on paper, a figure shows what the function gives for some examples.
(() => {
  "use strict";

  // What readers have given to a function, where it is shown anew
  const given = new Map();
  let count = 0;

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  const button = (textContent, act) => {
    const element = make("button", { type: "button", textContent });
    element.addEventListener("click", act);
    return element;
  };

  // Numbers as the page holds them

  const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

  function half(bits) {
    const [sign, exponent, digits] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
    return sign * (exponent ? 2 ** (exponent - 15) * (1 + digits / 1024) : digits * 2 ** -24);
  }

  function unpacked({ form, numbers }, isSingle) {
    const bytes = bytesOf(numbers);
    const view = new DataView(bytes.buffer);
    const all = (size, read) => Array.from({ length: bytes.length / size }, (_, place) => read(place * size));
    switch (form) {
      case "int8": return all(1, (at) => view.getInt8(at));
      case "byte": return all(1, (at) => (isSingle ? Math.fround(view.getUint8(at) / 255) : view.getUint8(at) / 255));
      case "float16": return all(2, (at) => half(view.getUint16(at, true)));
      case "float32": return all(4, (at) => view.getFloat32(at, true));
      default: return all(8, (at) => view.getFloat64(at, true));
    }
  }

  // A field to draw in: a pen of a few pixels, by mouse, by finger, or by keys

  function drawing({ width, height }, changed) {
    const pixels = new Array(width * height).fill(0);
    const radius = Math.max(0.6, Math.max(width, height) / 22);
    const canvas = make("canvas", { width, height, tabIndex: 0 });
    const pen = make("span", { className: "pen" });
    const place = make("span", { className: "heard" });
    const help = make("p", {
      id: `drawing-help-${++count}`, className: "function-help",
      textContent: "Draw with the mouse or a finger. By keyboard, the arrows move the pen, and Space lowers and lifts it.",
    });
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", `Field to draw in, ${width} by ${height} pixels`);
    canvas.setAttribute("aria-describedby", help.id);
    place.setAttribute("role", "status");
    let [x, y, isDown, erases] = [Math.floor(width / 2), Math.floor(height / 2), false, false];

    function paint() {
      const context = canvas.getContext("2d");
      const image = context.createImageData(width, height);
      pixels.forEach((value, at) => {
        const gray = Math.round(255 * Math.min(1, Math.max(0, value)));
        image.data.set([gray, gray, gray, 255], 4 * at);
      });
      context.putImageData(image, 0, 0);
    }

    // A round spot whose edge is soft, with its middle at a point
    function dot(left, top) {
      for (let row = Math.floor(top - radius - 1); row <= top + radius + 1; row++) {
        for (let column = Math.floor(left - radius - 1); column <= left + radius + 1; column++) {
          if (row < 0 || row >= height || column < 0 || column >= width) continue;
          const distance = Math.hypot(column + 0.5 - left, row + 0.5 - top);
          const ink = Math.min(1, Math.max(0, radius + 0.5 - distance));
          const at = row * width + column;
          pixels[at] = erases ? Math.min(pixels[at], 1 - ink) : Math.max(pixels[at], ink);
        }
      }
    }

    function line(from, to) {
      const steps = Math.max(1, Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1])));
      for (let step = 0; step <= steps; step++) {
        const share = step / steps;
        dot(from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share);
      }
      paint();
      changed(pixels);
    }

    let last = null;
    const point = (event) => {
      const box = canvas.getBoundingClientRect();
      return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
    };
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      last = point(event);
      line(last, last);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!last) return;
      const next = point(event);
      line(last, next);
      last = next;
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => {
        if (last) changed(pixels, true);
        last = null;
      });
    }

    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    function showPen() {
      pen.style.left = `${(100 * (x + 0.5)) / width}%`;
      pen.style.top = `${(100 * (y + 0.5)) / height}%`;
      pen.classList.toggle("down", isDown);
      place.textContent = `Row ${y + 1}, column ${x + 1}, pen ${isDown ? "down" : "up"}`;
    }
    canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = steps[event.key];
      if (!step && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      const from = [x + 0.5, y + 0.5];
      if (step) {
        x = Math.min(width - 1, Math.max(0, x + step[0]));
        y = Math.min(height - 1, Math.max(0, y + step[1]));
      } else {
        isDown = !isDown;
      }
      showPen();
      if (isDown) line(from, [x + 0.5, y + 0.5]);
      if (isDown || !step) changed(pixels, true);
    });
    showPen();
    place.textContent = "";

    function set(numbers) {
      numbers.forEach((value, at) => (pixels[at] = value));
      paint();
      changed(pixels, true);
    }
    const eraser = button("Eraser", () => {
      erases = !erases;
      eraser.setAttribute("aria-pressed", erases);
    });
    eraser.setAttribute("aria-pressed", false);
    const clear = button("Clear", () => set(new Array(width * height).fill(0)));
    const field = make("div", { className: "drawing-field" }, canvas, pen);
    field.style.aspectRatio = `${width} / ${height}`;
    paint();
    const tools = make("div", { className: "function-tools" }, clear, eraser);
    return { element: make("div", { className: "function-input" }, field, tools, help, place), set };
  }

  // Sliders

  function sliders({ fields }, changed) {
    const numbers = fields.map(({ lowest }) => lowest);
    const text = (value) => String(Number(value.toPrecision(4)));
    const rows = fields.map(({ label, lowest, highest }, place) => {
      const step = (highest - lowest) / 200;
      const input = make("input", { type: "range", min: lowest, max: highest, step, autocomplete: "off" });
      const value = make("output");
      const show = () => {
        value.textContent = text(numbers[place]);
        input.setAttribute("aria-valuetext", value.textContent);
      };
      input.addEventListener("input", () => {
        numbers[place] = Number(input.value);
        show();
        changed(numbers);
      });
      input.addEventListener("change", () => changed(numbers, true));
      return { input, show, element: make("label", {}, make("span", { textContent: label }), input, value) };
    });
    function set(next) {
      next.forEach((value, place) => {
        numbers[place] = value;
        rows[place].input.value = value;
        rows[place].show();
      });
      changed(numbers, true);
    }
    return { element: make("div", { className: "function-input fields" }, ...rows.map(({ element }) => element)), set };
  }

  // What the function gives: a bar for each number from 0 to 1, and in words the greatest

  const shown = (value) => (Math.abs(value) < 1e6 ? value.toFixed(2) : value.toPrecision(3));

  function answers(labels) {
    const words = make("p", { className: "function-answer" });
    words.setAttribute("role", "status");
    const rows = labels.map((label) => {
      const [bar, number] = [make("span", { className: "bar" }), make("span", { className: "number" })];
      const track = make("span", { className: "track" }, bar);
      return { bar, number, element: make("li", {}, make("span", { textContent: label }), track, number) };
    });
    const list = make("ul", {}, ...rows.map(({ element }) => element));
    function show(values, isLast) {
      const best = values.reduce((best, value, place) => (value > values[best] ? place : best), 0);
      rows.forEach(({ bar, number, element }, place) => {
        const value = values[place];
        bar.style.width = `${100 * Math.min(1, Math.max(0, value || 0))}%`;
        number.textContent = value === undefined ? "" : shown(value);
        element.classList.toggle("best", values.length > 0 && place === best);
      });
      if (isLast) words.textContent = values.length ? `${labels[best]}: ${shown(values[best])}` : "";
    }
    return { element: make("div", { className: "function-output" }, words, list), words, show };
  }

  // Why there are no numbers

  const reasons = {
    stopped: "The function stopped at a trap, such as an index out of range. Try something else.",
    late: "The function didn’t end within five seconds, so it was stopped. Try something else.",
  };

  // The functions that are called, by the elements that hold them
  const called = new Map();

  async function dress(data) {
    data.classList.add("ready");
    const page = JSON.parse(data.textContent);
    const { title, input, labels, captions, isSingle } = page;
    const examples = page.examples.map((numbers) => unpacked(numbers, isSingle));
    const work = {
      module: bytesOf(page.module), arrays: page.data.map((numbers) => unpacked(numbers, isSingle)),
      inputs: input.fields ? input.fields.length : input.width * input.height,
    };
    const running = await window.pageFunction(work).catch(() => null);
    if (!running) return;  // The figure says what the page can't.
    called.set(data, running);
    const figure = data.previousElementSibling;
    if (!data.isConnected) return endLost();
    const key = `${data.closest(".cell")?.dataset.cell} ${page.name} ${title}`;
    const output = answers(labels);

    async function answer([numbers, isLast]) {
      given.set(key, [...numbers]);
      if (!input.fields && !numbers.some(Boolean)) return excuse("Nothing is drawn.");
      const wait = setTimeout(() => excuse("Computing …"), 500);
      const found = await running.call(numbers);
      clearTimeout(wait);
      if (Array.isArray(found)) output.show(found, isLast);
      // What was given up for what came later has nothing to say.
      else if (!latest) excuse(reasons[found]);
    }
    function excuse(words) {
      output.show([]);
      output.words.textContent = words;
    }

    // One after the other: while one is answered, the last that was given waits.
    let latest = null;
    let isAnswering = false;
    async function answerAll() {
      isAnswering = true;
      while (latest) {
        const now = latest;
        latest = null;
        await answer(now);
      }
      isAnswering = false;
    }
    const field = (input.fields ? sliders : drawing)(input, (numbers, isLast = false) => {
      latest = [numbers, isLast || (latest?.[1] ?? false)];
      if (isAnswering) running.hurry();
      else answerAll();
    });
    const begin = captions.map((caption, place) => button(caption, () => field.set(examples[place])));
    const element = make(
      "div", { className: "called-function" },
      make("p", { className: "function-title", textContent: title }),
      make("div", { className: "function-parts" }, field.element, output.element),
      make("div", { className: "function-examples" }, make("span", { textContent: "Begin with" }), ...begin));
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", title);
    data.before(element);
    if (figure?.matches("figure")) figure.classList.add("answered");
    const before = given.get(key);
    if (before) field.set(before);
    else if (input.fields) field.set(examples[0]);
    else output.words.textContent = "Nothing is drawn.";
  }

  // A served page shows a cell anew when it has run.
  function endLost() {
    for (const [data, running] of called) {
      if (data.isConnected) continue;
      running.end();
      called.delete(data);
    }
  }

  function dressAll() {
    endLost();
    for (const data of document.querySelectorAll("script.function:not(.ready)")) dress(data);
  }

  dressAll();
  document.addEventListener("chapter-changed", dressAll);
})();
