// Where a reader is asked to predict an output: a field to type it in, compared by the rules of the book,
// and the output, which unfolds when there has been a guess. Without this script choices and outputs
// unfold by themselves.
(() => {
  "use strict";

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // Comparing: a number may differ by the tolerance, or by a unit of the last digit that is written.

  const number = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g;

  function unit(text) {
    const [mantissa, exponent] = text.split("e");
    return 10 ** (Number(exponent ?? 0) - (mantissa.split(".")[1] ?? "").length);
  }

  function areClose(a, b, tolerance) {
    const distance = Math.abs(a - b);
    const size = Math.max(1, Math.abs(a), Math.abs(b));
    const rounding = 2 * size * Number.EPSILON;
    if (distance <= tolerance * size + rounding) return true;
    const haveFractions = [a, b].every((text) => /\.\d/.test(text));
    return haveFractions && distance <= Math.max(unit(a), unit(b)) + rounding;
  }

  // Capitals, quotation marks and spaces around signs are no part of a prediction; `3 x 4` is `3, 4`.
  function normal(text) {
    return text.trim().toLowerCase().replace(/["'‘’“”`]/g, "").replace(/−/g, "-")
      .replace(/(\d)\s*[x×]\s*(?=\d)/g, "$1, ").replace(/\s+/g, " ")
      .replace(/ ?([[\](){}<>,:;=|]) ?/g, "$1");
  }

  // Of an output with numbers, words and brackets can be left out: `5, 7` does for `tensor([5, 7])`. What
  // is there has to be the output's.
  function areEqual(guess, output, tolerance) {
    const [own, other] = [guess, output].map(normal);
    const numbers = other.match(number);
    if (!numbers) return own === other;
    const ownNumbers = own.match(number) ?? [];
    const [rest, otherRest] = [own, other].map((text) => text.replace(number, " "));
    const all = (sign, text) => text.match(sign) ?? [];
    const brackets = all(/[[\]]/g, rest).join("");
    const words = all(/[\p{L}_]+/gu, otherRest);
    return ownNumbers.length === numbers.length
      && numbers.every((text, place) => areClose(ownNumbers[place], text, tolerance))
      && (!brackets || brackets === all(/[[\]]/g, otherRest).join(""))
      && all(/[\p{L}_]+/gu, rest).every((word) => {
        const place = words.indexOf(word);
        words.splice(0, place + 1);
        return place >= 0;
      });
  }

  const lines = (text) => text.trim().split("\n");

  function areEqualSets(guess, output, tolerance) {
    const rest = lines(output);
    return lines(guess).length === rest.length && lines(guess).every((line) => {
      const place = rest.findIndex((other) => areEqual(line, other, tolerance));
      if (place >= 0) rest.splice(place, 1);
      return place >= 0;
    });
  }

  // A line may say before a colon what its value is; that needn't be written.
  const withoutLabels = (text) => lines(text).map((line) => line.replace(/^[^:[({]*:\s/, "")).join("\n");

  function isRight(guess, output, { tolerance = "0", unordered }) {
    const compare = unordered === undefined ? areEqual : areEqualSets;
    return compare(guess, output, Number(tolerance))
      || compare(withoutLabels(guess), withoutLabels(output), Number(tolerance));
  }

  // The field and its answer

  function field(predict, answer) {
    const text = answer.querySelector(".output samp")?.textContent;
    if (text === undefined) return;
    const rows = Math.min(lines(text).length, 6);
    const question = predict.querySelector(".question");
    const input = make("textarea", { rows, spellcheck: false, autocapitalize: "off" });
    input.style.setProperty("--rows", rows);
    input.setAttribute("aria-label", question.textContent);
    const form = make("form", { className: "guess" }, input, make("button", { textContent: "Compare" }));
    const reply = make("p", { className: "reply" });
    reply.setAttribute("role", "status");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!input.value.trim()) return input.focus();
      const right = isRight(input.value, text, predict.dataset);
      predict.classList.toggle("right", right);
      reply.textContent = right ? "Yes." : "Not quite. This is what it prints:";
      answer.open = true;
    });
    input.addEventListener("keydown", (event) => {
      const sends = event.key === "Enter" && (rows === 1 || event.ctrlKey || event.metaKey);
      if (!sends || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    question.after(form, reply);
  }

  // A field within a line of prose
  function inlineField(asked) {
    const value = asked.querySelector(".value");
    const shows = asked.querySelector("input");
    const input = make("input", { size: Math.max(4, Math.min(value.textContent.length + 2, 20)) });
    Object.assign(input, { spellcheck: false, autocapitalize: "off", autocomplete: "off" });
    input.setAttribute("aria-label", "Your answer");
    const reply = make("span", { className: "reply" });
    reply.setAttribute("role", "status");
    const judge = () => {
      const text = input.value.trim();
      const right = isRight(text, value.textContent, asked.dataset);
      asked.classList.toggle("right", right);
      if (right) shows.checked = true;
      reply.textContent = !text ? "" : right ? "Yes." : "Not quite.";
    };
    input.addEventListener("change", judge);
    asked.prepend(input, reply);
  }

  function dress() {
    for (const asked of document.querySelectorAll(".asked:not(.ready)")) {
      asked.classList.add("ready");
      inlineField(asked);
    }
    for (const predict of document.querySelectorAll(".predict:not(.ready)")) {
      predict.classList.add("ready");
      const answer = predict.querySelector(".answer");
      const choices = predict.querySelectorAll(".choices details");
      if (!choices.length) field(predict, answer);
      for (const choice of choices) {
        choice.addEventListener("toggle", () => {
          if (choice.open && choice.closest(".right")) answer.open = true;
        });
      }
    }
  }

  dress();
  document.addEventListener("chapter-changed", dress);
})();
