#if os(Linux)
  /// What depends on the format of objects, programs and libraries: ELF, and the linker that makes it. The list
  /// of libraries that an object asks for, and a linker has to be given, is ``AutolinkCache``'s.
  enum ObjectFormat {
    /// The name of a shared library's file.
    static func sharedLibrary(_ name: String) -> String { "lib\(name).so" }

    /// How the name of a folder ends in which SwiftPM puts a module's resources.
    static let resourceFolder = ".resources"

    /// The toolchain's own linker, the quickest of those that it may find.
    static let linker = "ld.lld"

    /// What the driver does for a program: compile, list what the object asks for, link.
    static let jobCount = 3

    /// How cells are linked that are a library of their own: its own symbols come first, as closures of two of
    /// them may have the same name, and all others have to be there.
    static let moduleFlags = ["-Bsymbolic", "--no-undefined"]

    /// How a program is linked that loads libraries by itself.
    static let loaderFlags = ["-ldl"]

    /// Where a toolchain has SourceKit as a library, from the folder of its programs.
    static let sourceKit = "../lib/libsourcekitdInProc.so"
  }
#else
  #error("Programs are linked on Linux alone; Documentation/macOS.md says what a port needs")
#endif
