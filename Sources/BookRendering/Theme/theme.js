// The reader's choices, before anything is painted: light or dark, Swift or Python.
try {
  for (const choice of ["theme", "language"]) {
    const value = localStorage.getItem(choice);
    if (value) document.documentElement.dataset[choice] = value;
  }
} catch {
  // Without storage the system's wish holds, and cells are in Swift.
}
