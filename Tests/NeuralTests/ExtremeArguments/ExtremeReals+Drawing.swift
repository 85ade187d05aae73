import Display
@testable import Neural

extension ExtremeReals {
  /// Texts and drawings.
  static let drawing: [String: RealCall] = [
    "print": { x, d, e in
      for t in DType.allCases { _ = "\((x * d + e).to(t))" };
      setPrintOptions(precision: 0, sciMode: true); _ = "\(x * d)";
      setPrintOptions(precision: 20, sciMode: false); _ = "\(Tensor([d, e], dtype: .float64))"
    },
    "image": { x, d, _ in _ = ((x * d).image as any Displayable).representation },
    "image of bytes": { x, _, _ in _ = ((x.to(.uint8)).image as any Displayable).representation },
    "image of numbers": { _, d, e in _ = (Tensor([[d, e]]).image as any Displayable).representation
    },
    "hint": { x, d, _ in
      _ = (x * d).hint; _ = (x * d).plottedValues
    },
    "neurons": { x, d, _ in _ = Sequential(Linear(3, 2), ReLU(), Linear(2, 1)).neurons(for: x * d)
    },
    "dot products": { x, d, _ in _ = Linear(3, 2).dotProducts(for: x * d) },
    "diagram": { x, d, _ in _ = Sequential(Linear(3, 2), ReLU(), Linear(2, 1)).diagram(for: x * d)
    },
    "graph": { x, d, _ in
      _ = (x * d).graph(["x": x]); _ = x.sum().backwardSteps(["x": x])
    },
    "backward steps": { x, d, _ in _ = (x * d).sum().backwardSteps(["x": x]) },
  ]
}
