import Foundation
import Testing

@testable import Plot

@Suite struct AxisTests {
  @Test(arguments: [
    ([0, 10], ["0", "2", "4", "6", "8", "10"]),
    ([0.03, 0.17], ["0", "0.05", "0.10", "0.15", "0.20"]),
    ([-1, 1], ["−1.0", "−0.5", "0", "0.5", "1.0"]),
    ([0, 250_000], ["0", "50000", "100000", "150000", "200000", "250000"]),
    ([0, 4e7], ["0", "1e7", "2e7", "3e7", "4e7"]),
    ([1e-9, 3e-9], ["1e-9", "1.5e-9", "2e-9", "2.5e-9", "3e-9"]),
    ([5, 5], ["2", "3", "4", "5", "6", "7", "8"]),
    ([0, 0], ["−1.0", "−0.5", "0", "0.5", "1.0"]),
    ([], ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    ([.nan, 1, 2, .infinity], ["1.0", "1.2", "1.4", "1.6", "1.8", "2.0"]),
  ])
  func `ticks are round numbers, and all numbers lie between their ends`(
    numbers: [Double], labels: [String]
  ) {
    let axis = Axis(numbers, nil, count: 5)
    #expect(axis.ticks.map(\.label) == labels)
    let finite = numbers.filter(\.isFinite)
    #expect(finite.allSatisfy { (-1e-9...1 + 1e-9).contains(axis.position($0)) })
  }

  @Test(arguments: [
    ([0.02, 30], ["10⁻²", "10⁻¹", "1", "10", "10²"]), ([1, 1], ["1", "10"]),
    ([1e-12, 1e12], ["10⁻¹²", "10⁻⁷", "10⁻²", "10³", "10⁸"]), ([0, -1], ["1", "10"]),
  ])
  func `a logarithmic axis has ticks at powers of ten`(numbers: [Double], labels: [String]) {
    let axis = Axis(numbers, nil, count: 5, scale: .logarithmic)
    #expect(axis.ticks.map(\.label) == labels)
    #expect(axis.position(0).isNaN && axis.position(-1).isNaN)
    #expect(axis.position(pow(10, (axis.low + axis.high) / 2)) == 0.5)
  }

  @Test func `a chosen range is kept, with the ticks within it`() {
    let axis = Axis([0, 100], 0.5...3.5, count: 5)
    #expect(axis.low == 0.5 && axis.high == 3.5)
    #expect(axis.ticks.map(\.label) == ["1", "2", "3"])
  }

  @Test func `an axis for bars shows zero`() {
    #expect(Axis([3, 9], nil, count: 5, zero: true).low == 0)
    #expect(Axis([-9, -3], nil, count: 5, zero: true).high == 0)
  }
}
