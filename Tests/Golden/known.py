"""What PyTorch says to small programs, each known to have once gone wrong in Neural.

A theme is a file in `known/` with a dictionary CASES from names to functions; beside it lies what they return, as text, or
the first line of the error that they raise. `Tests/NeuralTests/Known/` has the same programs in Swift.
"""

import importlib.util
import json
import pathlib

import torch

FOLDER = pathlib.Path(__file__).parent / "known"


def outcome(name, program):
    torch.manual_seed(0)
    try:
        return {"name": name, "text": str(program())}
    except Exception as error:
        return {"name": name, "error": str(error).split("\n")[0]}


def themes():
    for path in sorted(FOLDER.glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"known.{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield path.stem, module.CASES


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for theme, cases in themes():
        lines = [json.dumps(outcome(name, program)) for name, program in cases.items()]
        (folder / f"{theme}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
        print(f"known {theme}: {len(lines)} cases")


if __name__ == "__main__":
    torch.set_num_threads(1)
    write(FOLDER)
