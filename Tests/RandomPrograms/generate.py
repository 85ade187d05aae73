"""Random programs of views, in-place changes, indices and backward passes, with what PyTorch makes of them.

    python Tests/RandomPrograms/generate.py COUNT FILE [SEED]

writes COUNT programs, one a line, and a twentieth as many for each operation in ADDED;
`RANDOM_PROGRAMS=FILE swift test --filter RandomProgramTests` runs them on Neural. Those in the repository are

    python Tests/RandomPrograms/generate.py 200 Tests/RandomPrograms/programs.jsonl 101
"""

import json
import random
import sys
import warnings

import torch

from run import CHANGES, IN_PLACE, PAIR_CHANGES, PAIRS, RESULTS, VIEWS, constant, index, run, state

NUMBERS = [-2, -1, -0.5, 0, 0.5, 1, 2, 3]
# Errors that come before anything was changed: most of the statements that raise them are left out.
HARMLESS = (
    "a leaf ", "a view of a leaf ", "A view was created", "Output ", "output with shape", "The size of", "expand(",
    "The expanded size", "unsupported operation", "shape mismatch", "too many indices", "invalid index", "slice()",
    "element 0 of", "result type", "Index put requires", "can't retain_grad", "you can only change", "Dimension out",
    "only Tensors of floating",
)
# Operations that came later, each behind those before it. It has programs of its own, in which those after it don't occur:
# so a new one adds programs and changes none.
ADDED = ["maximum"]
FIRST = [name for name in (*VIEWS, *RESULTS, *PAIRS, *CHANGES, *PAIR_CHANGES, *IN_PLACE, *(f"{name}n" for name in IN_PLACE),
                           "augment", "augmentNumber") if name not in ADDED]
ELEMENTS = 24
DIMENSIONS = 4
WEIGHTS = {
    "view": 2, "get": 8, "expand": 2, "split": 2, "unbind": 2, "detach": 2, "multiplyNumber": 5, "addNumber": 3,
    "multiply": 3, "add": 2, "set": 5, "setNumber": 5, "augment": 7, "augmentNumber": 7, "+=": 3, "*=": 4, "+=n": 3,
    "*=n": 4, "backward": 2, "copy": 2,
}


def is_compact(tensor):
    """Whether the elements fill a stretch of memory, each once."""
    expected = 1
    for stride, size in sorted((stride, size) for stride, size in zip(tensor.stride(), tensor.shape) if size > 1):
        if stride != expected:
            return False
        expected *= size
    return True


def holds(condition, tensor):
    try:
        return condition(tensor)
    except RuntimeError:  # a view whose history is invalid
        return False


def is_changeable(tensor):
    leaf = tensor._base if tensor._base is not None else tensor
    return not (tensor.requires_grad and (tensor.is_leaf or leaf.is_leaf))


def size_of(tensor, dim):
    return tensor.shape[dim] if -tensor.dim() <= dim < tensor.dim() else 1


class Unfit(Exception):
    """A statement that can't be compared, or makes too much."""


class Generator:
    def __init__(self, seed, names, weights):
        self.random = random.Random(seed)
        self.names, self.weights = names, weights
        self.variables = {}
        self.statements = []

    # Arguments

    def variable(self, fits=lambda tensor: True):
        """Most often a variable that fits; there may be none."""
        names = list(self.variables)
        if self.random.random() < 0.95:
            names = [name for name in names if holds(fits, self.variables[name])] or names
        return self.random.choice(names)

    def shape(self, dims=None):
        while True:
            count = self.random.randint(0, 3) if dims is None else dims
            shape = [self.random.choice([0, 1, 2, 2, 3, 3, 4] if self.random.random() < 0.1 else [1, 2, 2, 3, 3, 4])
                     for _ in range(count)]
            size = 1
            for number in shape:
                size *= number
            if size <= ELEMENTS:
                return shape

    def dim(self, tensor):
        count = max(tensor.dim(), 1)
        if self.random.random() < 0.03:
            return self.random.choice([count, -count - 1])
        return self.random.randint(-count, count - 1)

    def place(self, size):
        if size == 0 or self.random.random() < 0.02:
            return self.random.choice([size, -size - 1])
        return self.random.randint(-size, size - 1)

    def slice(self, size):
        bound = lambda: self.random.choice([None, None, self.random.randint(-size - 1, size + 1)])
        return {"s": [bound(), bound(), self.random.choice([None, 1, 1, 2, 3])]}

    def literal(self, shape, kind, size=1):
        count = 1
        for number in shape:
            count *= number
        if kind == "i":
            return {"shape": shape, "i": [self.place(size) for _ in range(count)]}
        if kind == "counted":  # where negative numbers don't count from the end
            last = size if self.random.random() < 0.01 else size - 1
            return {"shape": shape, "i": [self.random.randint(0, max(last, 0)) for _ in range(count)]}
        return {"shape": shape, kind: [int(self.random.random() < 0.6) for _ in range(count)]}

    def literal_truth(self, shape):
        mask = self.literal(shape, "b")
        return {"shape": shape, "b": [bool(number) for number in mask["b"]]}

    def index(self, tensor):
        """Indices, most of them right ones."""
        items, dim, free = [], 0, self.random.random() < 0.2
        while dim < tensor.dim() and (not items or self.random.random() < 0.6):
            chance = self.random.random()
            size = tensor.shape[dim]
            if chance < 0.25:
                items.append(self.place(size))
            elif chance < 0.55:
                items.append(self.slice(size))
            elif chance < 0.62:
                items.append("new")
                continue
            elif chance < 0.67 and "all" not in items:
                items.append("all")
                dim = max(dim, tensor.dim() - self.random.randint(0, 1))
                continue
            elif chance < 0.85:
                shape = self.random.choice([[], [1], [2], [3], [2, 2], [1, 2]])
                items.append(self.literal(shape, "i", size))
            elif chance < 0.97:
                dims = self.random.randint(1, tensor.dim() - dim)
                items.append(self.literal_truth(list(tensor.shape[dim:dim + dims])))
                dim += dims
                continue
            elif chance < 0.98:
                items.append(self.literal([size], "u"))
            else:
                items.append(self.random.choice([True, False]))
                continue
            dim += 1
        if not items:
            items.append(self.random.choice(["new", "all", True] if not free else [0, {"s": [None, None, None]}]))
        return items

    def number(self):
        return self.random.choice(NUMBERS)

    # Statements

    def arguments(self, name, x):
        """The arguments of an operation on the tensor `x` after the variables."""
        draw, dims = self.random, list(range(x.dim()))
        if name in ("view", "reshape"):
            shape = self.random.choice([[-1], [x.numel()], [1, -1], [-1, 1], [2, -1], [-1, 2], [3, -1], list(x.shape)])
            return [shape]
        if name == "transpose":
            return [self.dim(x), self.dim(x)]
        if name == "permute":
            draw.shuffle(dims)
            return [dims]
        if name in ("squeezeDim", "cumsum"):
            return [self.dim(x)]
        if name == "unsqueeze":
            return [draw.randint(-x.dim() - 1, x.dim())]
        if name == "expand":
            shape = [draw.choice([2, 3]) if size == 1 else draw.choice([-1, size]) for size in x.shape]
            return [[draw.choice([1, 2])] * draw.choice([0, 0, 1]) + shape]
        if name == "select":
            dim = self.dim(x)
            return [dim, self.place(size_of(x, dim))]
        if name == "narrow":
            dim = self.dim(x)
            size = size_of(x, dim)
            start = draw.randint(0, size)
            return [dim, start, draw.randint(0, size - start)]
        if name in ("split", "chunk"):
            return [draw.randint(1, 3), self.dim(x), draw.choice([0, 0, 1])]
        if name == "unbind":
            return [self.dim(x), draw.choice([0, 0, 1])]
        if name == "diagonal":
            return [draw.choice([0, 0, 1, -1]), *draw.choice([(0, 1), (1, 0), (-1, -2)])]
        if name == "flatten":
            return [0, draw.choice([-1, 0, 1])]
        if name == "unflatten":
            return [self.dim(x), draw.choice([[-1, 1], [1, -1], [2, -1], [-1, 2]])]
        if name == "get":
            return [self.index(x)]
        if name in ("addNumber", "multiplyNumber", "fill", "+=n", "-=n", "*=n"):
            return [self.number()]
        if name in ("divideNumber", "/=n"):
            return [draw.choice([2, 4, -2, 0.5])]
        if name in ("clamp", "clamp_"):
            return draw.choice([[-1, 1], [0, None], [None, 0.5], [-0.5, 2]])
        if name == "sumDims":
            return [draw.sample(dims, draw.randint(0, len(dims))), draw.random() < 0.3]
        if name == "flip":
            return [draw.sample(dims, draw.randint(0, len(dims)))]
        if name == "roll":
            return [draw.randint(-4, 4), self.dim(x)]
        if name == "repeat":
            return [[draw.choice([1, 2]) for _ in range(x.dim() + draw.choice([0, 0, 1]))]]
        if name in ("tril", "triu", "diag"):
            return [draw.randint(-1, 1)]
        if name in ("gather", "scatterNumber", "scatter_", "scatter", "scatterAdd"):
            dim = self.dim(x)
            size = size_of(x, dim)
            shape = [max(1, number - draw.choice([0, 0, 1])) for number in x.shape]
            if draw.random() < 0.05:
                shape = self.shape(x.dim())
            if -len(shape) <= dim < len(shape) and draw.random() < 0.5:
                shape[dim] = draw.randint(1, 3)
            number = [] if name in ("gather", "scatter", "scatterAdd") else [self.number()]
            return [dim, self.literal(shape, "counted", size)] + number
        if name == "indexSelect":
            dim = self.dim(x)
            return [dim, self.literal([draw.randint(0, 3)], "counted", size_of(x, dim))]
        if name in ("maskedSelect", "maskedFill", "where"):
            mask = self.literal_truth(list(x.shape[draw.choice([0, 0, 1]):]))
            return [mask] + ([self.number()] if name == "maskedFill" else [])
        if name in ("cat", "stack"):
            return [self.dim(x)]
        if name == "setNumber":
            return [self.index(x), self.number()]
        if name == "requiresGrad":
            return [draw.random() < 0.7]
        if name == "backward":
            return [draw.random() < 0.6]
        return []

    def propose(self, name=None):
        name = name or self.random.choices(self.names, self.weights)[0]
        fits = {"backward": lambda tensor: tensor.grad_fn is not None, "requiresGrad": lambda tensor: tensor.is_leaf}
        if name in CHANGES or name in PAIR_CHANGES or name.removesuffix("n") in IN_PLACE or name[:7] == "augment":
            fits["fits"] = is_changeable
        first = self.variable(fits.get(name) or fits.get("fits") or (lambda tensor: True))
        x = self.variables[first]
        prefix = "!" if self.random.random() < 0.1 else ""
        fresh = max(self.variables) + 1
        if name in VIEWS or name in RESULTS:
            return [prefix + name, fresh, first, *self.arguments(name, x)]
        if name in PAIRS:
            return [prefix + name, fresh, first, self.variable(), *self.arguments(name, x)]
        if name == "augment":
            return [prefix + name, first, self.operator(), self.index(x), self.variable()]
        if name == "augmentNumber":
            return [prefix + name, first, self.operator(), self.index(x), self.number() or 2]
        if name == "set":
            return [prefix + name, first, self.variable(), self.index(x)]
        if name == "copy" or name in IN_PLACE:
            return [prefix + name, first, self.variable()]
        if name in ("backward", "retainGrad", "requiresGrad", "clearGrad"):
            prefix = ""
        return [prefix + name, first, *self.arguments(name, x)]

    def operator(self):
        return self.random.choice(["+=", "-=", "*="])

    def check_before(self, statement):
        """Refuses what depends on the order in which PyTorch reads and writes the same memory."""
        name = statement[0].removeprefix("!")
        if name in ("set", "copy", "augment") or name in IN_PLACE:
            target = self.variables[statement[1]]
            source = self.variables[statement[4] if name == "augment" else statement[2]]
            if source.requires_grad and not target.is_floating_point():
                raise Unfit  # Integers with a history, for which PyTorch has no gradients.
            if target.untyped_storage().data_ptr() != source.untyped_storage().data_ptr():
                return
            if name in ("set", "augment"):
                items = statement[3]
                basic = not any(isinstance(item, (dict, bool)) and "s" not in (item if isinstance(item, dict) else {})
                                for item in items)
                if not basic:
                    raise Unfit
                target = target.detach()[index(items)]
            if name in IN_PLACE and source is target:
                return
            if target.numel() and source.numel() and not (is_compact(target) and is_compact(source)):
                raise Unfit

    def check_after(self, statement):
        """Refuses large results, and those that PyTorch lays out like an input: Neural's are in row-major order."""
        name, target = statement[0].removeprefix("!"), statement[1]
        if name not in VIEWS and name not in RESULTS and name not in PAIRS:
            return
        result = self.variables[target]
        source = self.variables[statement[2]]
        shares = result.untyped_storage().data_ptr() == source.untyped_storage().data_ptr()
        isView = name in VIEWS and (shares or result.numel() == 0)
        if result.numel() > ELEMENTS or result.dim() > DIMENSIONS or not (isView or result.is_contiguous()):
            raise Unfit

    def step(self, name=None):
        """Adds a statement; says whether the program goes on."""
        statement = self.propose(name)
        before = dict(self.variables)
        try:
            self.check_before(statement)
            run(statement, self.variables)
            self.check_after(statement)
        except (Unfit, TypeError, KeyError):
            self.variables = before
            return True
        except (RuntimeError, IndexError, ValueError) as error:
            message = str(error).split("\n")[0]
            name = statement[0].removeprefix("!")
            keeps = name in VIEWS or name in RESULTS or name in PAIRS or message.startswith(HARMLESS)
            # Of two errors at once (the sizes don't fit either), Neural names the other.
            if message == "tuple index out of range" or name in PAIRS and "has been modified inplace" in message:
                self.variables = before
                return True
            if keeps and self.random.random() < 0.97:
                self.variables = before
                return True
            self.statements.append(statement)
            self.error = message
            return False
        self.statements.append(statement)
        return True

    def program(self):
        self.error = None
        for number in range(self.random.randint(1, 3)):
            dtype = self.random.choice(["float32"] * 9 + ["int64"])
            gradient = dtype == "float32" and self.random.random() < 0.7
            statement = ["leaf", number, self.shape(), self.random.randint(0, 8), dtype, gradient]
            self.statements.append(statement)
            run(statement, self.variables)
        if self.random.random() < 0.7:
            statement = ["multiplyNumber", len(self.variables), 0, self.random.choice([1, 2])]
            self.statements.append(statement)
            run(statement, self.variables)
        length = self.random.randint(5, 16)
        goes_on = True
        while goes_on and len(self.statements) < length:
            goes_on = self.step()
        if goes_on and self.random.random() < 0.6:
            self.step("backward")
        return self.outcome()

    def outcome(self):
        """The program and how it ends when it is run again: what was left out may have had effects."""
        variables, result = {}, {"program": self.statements}
        for number, statement in enumerate(self.statements):
            try:
                run(statement, variables)
            except (RuntimeError, IndexError, ValueError) as error:
                statements = self.statements[:number + 1]
                return {"program": statements, "error": str(error).split("\n")[0]}
        return {**result, "then": {str(name): state(tensor) for name, tensor in variables.items()}}


def generators(count, seed):
    """The programs to come: of the first operations, then of each that was added."""
    weights = [WEIGHTS.get(name, 1) for name in FIRST]
    for number in range(count):
        yield Generator(f"{seed}/{number}", FIRST, weights)
    for place, name in enumerate(ADDED):
        names = FIRST + ADDED[:place + 1]
        weights = [WEIGHTS.get(other, 1) for other in names[:-1]] + [len(names) // 4]
        for number in range(count // 20):
            yield Generator(f"{seed}/{name}/{number}", names, weights)


def main(count, path, seed=0):
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    programs = [generator.program() for generator in generators(count, seed)]
    with open(path, "w") as file:
        file.writelines(json.dumps(program, separators=(",", ":")) + "\n" for program in programs)
    failing = sum("error" in program for program in programs)
    print(f"{len(programs)} programs, of which PyTorch refuses {failing}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:]))
