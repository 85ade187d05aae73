import Shapes

struct Square: Shape {
  var side: Double
  var area: Double { side * side }
}
