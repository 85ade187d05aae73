import CellExecution
import ChapterModel
import Foundation

/// The nodes of a ``SnapshotTree``, what of them is in use, and what is given up: processes, where many wait or memory
/// is scarce, and old versions of a cell.
struct SnapshotNodes {
  typealias Node = SnapshotTree.Node

  private let isMemoryScarce: @Sendable () -> Bool
  private var nodes: [String: Node] = [:]
  /// How many runs go on from a node just now.
  private var runs: [String: Int] = [:]
  /// How many runs use a module just now.
  private var modulesInUse: [String: Int] = [:]
  private var clock = 0

  /// How many processes may wait at a time.
  private static let capacity = 200
  /// How many versions of a cell are kept that go on from the same cells.
  private static let versions = 16

  init(isMemoryScarce: @escaping @Sendable () -> Bool) { self.isMemoryScarce = isMemoryScarce }

  subscript(key: String) -> Node? { nodes[key] }

  /// A node that is asked for, and so won't be the next to be given up.
  mutating func used(_ key: String) -> Node? {
    clock += 1
    nodes[key]?.lastUse = clock
    return nodes[key]
  }

  /// The key of a node with the cells of a module.
  func key(of module: CellModule) -> String? {
    nodes.first { $0.value.module.name == module.name }?.key
  }

  /// The module of cells that go on after another's, if they have been compiled.
  func module(of cells: [Cell], key: String, after module: CellModule?) -> CellModule? {
    if let node = nodes[key] { return node.module }
    // With other choices the cells are the same code.
    return nodes.values.first { node in
      node.preceding == module?.name
        && node.module.cells.map(\.runIdentity) == cells.map(\.runIdentity)
    }?.module
  }

  /// Keeps a node's process while something goes on from it.
  mutating func hold(_ key: String?) {
    if let key { runs[key, default: 0] += 1 }
  }

  mutating func release(_ key: String?) {
    guard let key, let count = runs[key] else { return }
    runs[key] = count == 1 ? nil : count - 1
  }

  /// Keeps a module's files while it runs.
  mutating func hold(_ module: CellModule) { modulesInUse[module.name, default: 0] += 1 }

  /// Removes the module's files if nothing else needs them.
  mutating func release(_ module: CellModule) {
    modulesInUse[module.name, default: 1] -= 1
    if modulesInUse[module.name] == 0 { modulesInUse[module.name] = nil }
    removeUnused(module)
  }

  private func removeUnused(_ module: CellModule) {
    let isUsed = modulesInUse[module.name] != nil || key(of: module) != nil
    if !isUsed { CellModule.removeFiles(in: module.folder) }
  }

  /// Takes a node.
  ///
  /// - Returns: The node that is kept: another, where somebody else has run the same at the same time.
  mutating func keep(_ node: Node, as key: String) -> Node {
    if let other = nodes[key], other.snapshot != nil {
      Self.end(node)
      return other
    }
    clock += 1
    nodes[key] = node
    nodes[key]?.lastUse = clock
    makeRoom()
    forgetOldVersions(of: node)
    return node
  }

  /// Forgets a process that is gone, unless another has already taken its place.
  mutating func forget(_ snapshot: Snapshot, after key: String) {
    if nodes[key]?.snapshot?.process == snapshot.process { nodes[key]?.snapshot = nil }
  }

  mutating func removeAll() { nodes = [:] }

  /// Ends a node's process and removes the files through which it was asked.
  private static func end(_ node: Node) {
    guard let snapshot = node.snapshot else { return }
    snapshot.end()
    try? FileManager.default.removeItem(at: snapshot.requests.deletingLastPathComponent())
  }

  /// How many processes wait.
  var livingCount: Int { nodes.count { $0.value.snapshot != nil } }

  /// Ends what hasn't been asked for longest, unless others have gone on from it or do so now: one, where
  /// there are too many, and half of them where memory is scarce. What is asked for again runs again.
  private mutating func makeRoom() {
    let living = livingCount
    let surplus = living > Self.capacity ? 1 : isMemoryScarce() ? living / 2 : 0
    for _ in 0..<surplus {
      let living = nodes.filter { $0.value.snapshot != nil }
      let parents = Set(living.values.compactMap(\.parent))
      let leaves = living.filter { key, node in
        !parents.contains(key) && runs[key, default: 0] == 0 && node.lastUse < clock
      }
      guard let oldest = leaves.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
      Self.end(oldest.value)
      nodes[oldest.key]?.snapshot = nil
    }
  }

  /// Forgets what hasn't been asked for longest of the versions that a cell has had, and all that came
  /// after it: who edits for a day needs no more memory than who edits for an hour.
  private mutating func forgetOldVersions(of node: Node) {
    func file(_ node: Node) -> String? { node.module.cells.first?.location.file }
    let versions = nodes.filter { $0.value.parent == node.parent && file($0.value) == file(node) }
    guard versions.count > Self.versions else { return }
    var used: Set<String> = []
    for var key in runs.keys {
      while used.insert(key).inserted, let parent = nodes[key]?.parent { key = parent }
    }
    let old = versions.filter { !used.contains($0.key) }
    guard let oldest = old.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
    var forgotten = [oldest.key]
    while let key = forgotten.popLast() {
      forgotten += nodes.filter { $0.value.parent == key }.keys
      guard let gone = nodes.removeValue(forKey: key) else { continue }
      Self.end(gone)
      removeUnused(gone.module)
    }
  }
}
