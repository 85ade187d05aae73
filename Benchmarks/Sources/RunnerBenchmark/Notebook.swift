import Foundation

/// A chapter's twins in Python as a notebook, executed by `jupyter nbconvert`.
struct Notebook {
  /// What its first cell imports. The twins themselves need PyTorch alone.
  enum Beginning: String {
    case withPyTorchAlone = "import torch"
    /// The guide's own first cell, which also prepares to draw and to read data sets.
    ///
    /// PyPI's torchvision is built for another PyTorch: its compiled operations can't be loaded beside
    /// the one for processors, and two have to be declared before it can be imported.
    case withImportsOfGuide = """
      %matplotlib inline
      import os
      import torch
      from torch import nn
      from torch.utils.data import DataLoader
      declarations = torch.library.Library("torchvision", "DEF")
      for name in ("nms", "qnms"):
          declarations.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
      from torchvision import datasets, transforms
      """
  }

  let python: URL
  let file: URL
  let scratch: URL

  static let remedy = "(no PyTorch with Jupyter here: 'Benchmarks/install-pytorch' installs them)"

  /// Nil where PyTorch or Jupyter isn't installed.
  init?(of chapter: Listing, _ beginning: Beginning, root: URL, scratch: URL) throws {
    python = root.appending(path: "Benchmarks/.build-pytorch/bin/python")
    file = scratch.appending(path: "\(beginning).ipynb")
    self.scratch = scratch
    let modules = ["-c", "import torch, nbconvert, ipykernel, matplotlib"]
    guard (try? Command(python.path, modules, in: root).run()) != nil else { return nil }
    let pieces = [.twin(beginning.rawValue)] + chapter.pieces
    try JSONSerialization.data(withJSONObject: Self.document(of: pieces)).write(to: file)
  }

  func seconds() throws -> Double {
    let words = [
      "-m", "nbconvert", "--to", "html", "--execute", file.path, "--output-dir", scratch.path,
    ]
    return try Command(python.path, words, in: scratch).run().seconds
  }

  /// The file, as Jupyter's nbformat 4.5 has it.
  private static func document(of pieces: [Listing.Piece]) -> [String: Any] {
    let cells = pieces.enumerated().compactMap { number, piece -> [String: Any]? in
      let common: [String: Any] = ["id": "piece-\(number)", "metadata": [String: String]()]
      switch piece {
      case .prose(let text):
        return common.merging(["cell_type": "markdown", "source": text]) { $1 }
      case .twin(let code):
        let own: [String: Any] = [
          "cell_type": "code", "source": code, "execution_count": NSNull(), "outputs": [String](),
        ]
        return common.merging(own) { $1 }
      case .cell: return nil
      }
    }
    let kernel = ["name": "python3", "display_name": "Python 3", "language": "python"]
    return [
      "cells": cells, "metadata": ["kernelspec": kernel], "nbformat": 4, "nbformat_minor": 5,
    ]
  }
}
