import Shapes

struct Square {
  var side: Double
}
