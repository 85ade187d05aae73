import Shapes

let square = Square(side: 3)
print(square.area)
// Prints "9.0"
