"""Runs pieces of Python one after the other, as one program, and tells what each printed.

Reads {"imports": [module], "pieces": [[file, line, code]]} as JSON. Writes {"results": [{"output", "error"}]},
or {"missing": module, "reason": text} if a module can't be imported. A piece that ends in an expression prints
its value, unless that is None, as a notebook would.
"""

import ast
import contextlib
import importlib
import io
import json
import os
import sys
import traceback


def run(piece, names):
    file, line, code = piece
    output, problem = io.StringIO(), None
    try:
        tree = ast.parse(code, file)
        ast.increment_lineno(tree, line)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(output):
            exec(compile(tree, file, "exec"), names)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), file, "eval"), names)
                if value is not None:
                    print(value)
    except SyntaxError as error:
        problem = f"{file}:{error.lineno + line}: SyntaxError: {error.msg}"
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == file]
        place = f"{file}:{lines[-1] if lines else line + 1}"
        problem = f"{place}: {type(error).__name__}: {error}"
    return {"output": output.getvalue(), "error": problem}


def main():
    task = json.load(sys.stdin)
    for module in task["imports"]:
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                importlib.import_module(module)
        except Exception as error:
            json.dump({"missing": module, "reason": f"{type(error).__name__}: {error}"}, sys.stdout)
            return
    names, results = {"__name__": "__main__"}, []
    # What lies beside the chapter can be imported.
    sys.path[:0] = {os.path.dirname(os.path.abspath(piece[0])) for piece in task["pieces"]}
    for piece in task["pieces"]:
        results.append(run(piece, names))
        if results[-1]["error"]:
            break
    json.dump({"results": results}, sys.stdout)


main()
