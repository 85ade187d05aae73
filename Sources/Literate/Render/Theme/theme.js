// The reader's choice of light or dark, before anything is painted.
try {
  const choice = localStorage.getItem("theme");
  if (choice) document.documentElement.dataset.theme = choice;
} catch {
  // Without storage the system's wish holds.
}
