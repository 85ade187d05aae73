//! How far a point is from the origin.

// snippet.hide
import Shapes
// snippet.show

// snippet.making
let point = Point(x: 3, y: 4)
// snippet.end

// snippet.asking
print(point.length)
// Prints "5.0"
// snippet.end
