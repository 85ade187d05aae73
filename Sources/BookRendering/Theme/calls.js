// Calls functions that were compiled to WebAssembly, each in a thread of its own: one that doesn't end is ended there,
// and the page goes on. Where a page may have no threads, functions are called in its own.
(() => {
  "use strict";

  // How long a call may take, and one that a later one waits for, in milliseconds
  const [patience, haste] = [5000, 1000];

  // Gives what makes an array of numbers of another. Threads have this function and nothing else of the script.
  async function begin({ module, arrays, inputs }) {
    const compiled = await WebAssembly.compile(module);
    let page = null;
    let input = 0;
    const write = (at, numbers) => new Float64Array(page.memory.buffer, at, numbers.length).set(numbers);
    async function instantiate() {
      page = (await WebAssembly.instantiate(compiled)).exports;
      for (const numbers of arrays) write(page.page_data(numbers.length), numbers);
      input = page.page_input(inputs);
    }
    await instantiate();
    const name = Object.keys(page).find((name) => name.startsWith("page_call_"));
    return async (numbers) => {
      try {
        write(input, numbers);
        const length = page[name]();
        return [...new Float64Array(page.memory.buffer, page.page_output(), length)];
      } catch {
        // What stopped in the middle can't be trusted any more.
        await instantiate();
        return "stopped";
      }
    };
  }

  // What is answered to each message: the first is the function, the others are numbers.
  const source = `${begin}
    let call = null;
    onmessage = async ({ data }) => {
      try {
        if (call) return postMessage(await call(data));
        call = await begin(data);
        postMessage("ready");
      } catch {
        postMessage("failed");
      }
    };`;

  async function thread(work) {
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const worker = new Worker(address);
    const end = () => worker.terminate();
    const ask = (message) => new Promise((answer, fail) => {
      worker.onmessage = ({ data }) => (data === "failed" ? fail(new Error("it can’t be called")) : answer(data));
      worker.onerror = fail;
      worker.postMessage(message);
    });
    try {
      await ask(work);
    } catch (error) {
      end();
      throw error;
    } finally {
      URL.revokeObjectURL(address);
    }
    return { ask, end };
  }

  // One call at a time, which is asked to hurry when another waits for it
  async function inThread(work) {
    let running = await thread(work);
    let timer = null;
    let isHurried = false;
    let giveUp = null;
    const limit = (time) => {
      clearTimeout(timer);
      timer = setTimeout(() => giveUp("late"), time);
    };
    async function call(numbers) {
      running ??= await thread(work);
      isHurried = false;
      const end = new Promise((resolve) => (giveUp = resolve));
      limit(patience);
      const answer = await Promise.race([running.ask(numbers), end]).catch(() => "stopped");
      clearTimeout(timer);
      if (typeof answer === "string") {
        running.end();
        running = null;
      }
      return answer;
    }
    function hurry() {
      if (!isHurried && giveUp) limit(haste);
      isHurried = true;
    }
    return { call, hurry, end: () => running?.end() };
  }

  async function inPage(work) {
    return { call: await begin(work), hurry() {}, end() {} };
  }

  // For a function, what calls it: with numbers, or with the word why there are none, "stopped" or "late".
  window.pageFunction = (work) => inThread(work).catch(() => inPage(work));
})();
