import Foundation

/// The guide's tutorial as a notebook with PyTorch, executed by `jupyter nbconvert`.
struct Notebook {
  let python: URL
  let file: URL
  let scratch: URL

  static let remedy = "(no PyTorch with Jupyter here: 'Benchmarks/install-pytorch' installs them)"

  /// Nil where PyTorch or Jupyter isn't installed.
  init?(root: URL, scratch: URL) {
    let benchmarks = root.appending(path: "Benchmarks")
    python = benchmarks.appending(path: ".build-pytorch/bin/python")
    file = benchmarks.appending(path: "guide.ipynb")
    self.scratch = scratch
    let modules = ["-c", "import torch, nbconvert, ipykernel"]
    guard (try? Command(python.path, modules, in: root).run()) != nil else { return nil }
  }

  func seconds() throws -> Double {
    let words = [
      "-m", "nbconvert", "--to", "html", "--execute", file.path, "--output-dir", scratch.path,
    ]
    return try Command(python.path, words, in: scratch).run().seconds
  }
}
