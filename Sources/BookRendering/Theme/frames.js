// A series of frames: one is shown at a time, with a slider and a button that plays them. Without this script
// they stand side by side.
(() => {
  "use strict";

  // How long a frame stays while they are played, in milliseconds
  const pace = 900;
  const stillness = matchMedia("(prefers-reduced-motion: reduce)");

  // The places that readers have gone to, for series that are shown anew
  const places = new Map();
  const keyOf = (series) => {
    const cell = series.closest(".cell");
    return `${cell?.dataset.cell} ${[...(cell ?? document).querySelectorAll(".frames")].indexOf(series)}`;
  };

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  function ready(series) {
    const frames = [...series.querySelectorAll(".stage > .frame")];
    if (frames.length < 2) return;
    const key = keyOf(series);
    const title = series.getAttribute("aria-label");
    const labels = frames.map((frame) => frame.querySelector(".frame-label span").textContent);
    const last = frames.length - 1;
    let current = Math.min(places.get(key) ?? 0, last);
    let timer = null;

    const play = make("button", { type: "button" });
    const slider = make("input", { type: "range", min: 0, max: last, autocomplete: "off" });
    slider.setAttribute("aria-label", title);
    const value = make("span", { className: "frame-value" });
    const bar = make("div", { className: "frame-bar" }, play, slider, value);

    function show(place) {
      current = place;
      places.set(key, place);
      frames.forEach((frame, number) => frame.classList.toggle("current", number === place));
      slider.value = place;
      slider.setAttribute("aria-valuetext", labels[place]);
      value.textContent = `${title} ${labels[place]}`;
    }

    function stop() {
      clearInterval(timer);
      timer = null;
      play.textContent = "Play";
    }

    function step() {
      if (!series.isConnected || document.hidden) return stop();
      show(current + 1);
      if (current === last) stop();
    }

    play.addEventListener("click", () => {
      if (timer !== null) return stop();
      if (current === last) show(0);
      timer = setInterval(step, pace);
      play.textContent = "Pause";
    });
    slider.addEventListener("input", () => {
      stop();
      show(Number(slider.value));
    });
    const heed = () => {
      stop();
      play.hidden = stillness.matches;
    };
    stillness.addEventListener("change", heed);
    heed();
    show(current);
    series.classList.add("ready");
    series.prepend(bar);
  }

  function dress() {
    for (const series of document.querySelectorAll(".frames:not(.ready)")) ready(series);
  }

  dress();
  document.addEventListener("chapter-changed", dress);
})();
