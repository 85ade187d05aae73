import Display
import Foundation

/// The modules of page functions that were made lately, so that a chapter which runs at each edit makes them again only
/// where its functions, or what these are given, have changed.
package actor PageModuleCache {
  /// What modules are made of, and held against.
  struct Key: Hashable {
    /// The code of the cells that are compiled for the page, wherever they stand in the chapter.
    let cells: [String]
    let functions: [PageFunction]
  }

  private var known: [(key: Key, modules: [String: Data])] = []
  private static let capacity = 16

  package init() {}

  func modules(for key: Key) -> [String: Data]? { known.first { $0.key == key }?.modules }

  func keep(_ modules: [String: Data], for key: Key) {
    known = known.filter { $0.key != key }.suffix(Self.capacity - 1) + [(key, modules)]
  }
}
