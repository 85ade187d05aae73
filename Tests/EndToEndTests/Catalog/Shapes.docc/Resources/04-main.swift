import Shapes

let square = Square(side: 3)
outline(square)
print(Point(x: 1, y: 1).lenght)
