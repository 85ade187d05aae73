/// The sources of the target `CellRuntime`, which cells' programs are built with.
enum EmbeddedRuntime {
  /// The files, by their names.
  static let files: [(name: String, bytes: [UInt8])] = [
    ("CellRuntime.swift", PackageResources.CellRuntime_swift),
    ("Conditions.swift", PackageResources.Conditions_swift),
    ("FunctionJSON.swift", PackageResources.FunctionJSON_swift),
    ("NotedValues.swift", PackageResources.NotedValues_swift),
    ("ProcessSetup.swift", PackageResources.ProcessSetup_swift),
    ("RuntimeProtocol.swift", PackageResources.RuntimeProtocol_swift),
    ("ShownValues.swift", PackageResources.ShownValues_swift),
    ("Snapshots.swift", PackageResources.Snapshots_swift),
    ("States.swift", PackageResources.States_swift),
    ("System.swift", PackageResources.System_swift),
    // A package that doesn't know our module gets its declarations with the runtime.
    ("Display.swift", whereUnknown(PackageResources.Display_swift)),
    ("Control.swift", whereUnknown(PackageResources.Control_swift)),
    ("Drawing.swift", whereUnknown(PackageResources.Drawing_swift)),
    ("Frames.swift", whereUnknown(PackageResources.Frames_swift)),
    ("PageFunction.swift", whereUnknown(PackageResources.PageFunction_swift)),
    ("PageFunctionFigure.swift", whereUnknown(PackageResources.PageFunctionFigure_swift)),
    ("Plottable.swift", whereUnknown(PackageResources.Plottable_swift)),
  ]

  private static func whereUnknown(_ source: [UInt8]) -> [UInt8] {
    Array("#if !canImport(Display)\n".utf8) + source + Array("#endif\n".utf8)
  }

  /// Tells the runtime of this build of the tool from that of another, whose programs call other functions.
  static let digest: String = {
    var hasher = Digest.Hasher()
    for file in files { file.bytes.withUnsafeBytes { hasher.update($0) } }
    return hasher.finish()
  }()
}
