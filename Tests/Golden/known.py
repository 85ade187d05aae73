"""What PyTorch says to small programs, each known to have once gone wrong in Neural.

A theme is a file in `known/` with a dictionary CASES from names to functions; beside it lies what they return, as text, or
the first line of the error that they raise. `Tests/NeuralTests/Known/` has the same programs in Swift.
"""

import importlib.util
import pathlib
from functools import partial

import torch

FOLDER = pathlib.Path(__file__).parent / "known"


def outcome(program):
    torch.manual_seed(0)
    try:
        return {"text": str(program())}
    except Exception as error:
        return {"error": str(error).split("\n")[0]}


def themes():
    for path in sorted(FOLDER.glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"known.{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield path.stem, module.CASES


def files():
    return {f"known/{theme}": ((name, partial(outcome, program)) for name, program in cases.items())
            for theme, cases in themes()}
