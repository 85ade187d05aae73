"""Runs pieces of Python one after the other, as one program, and tells what each printed.

Reads a list of [file, line, code] as JSON; writes a list of [output, error]. A piece that ends in an
expression prints its value, unless that is None, as a notebook would.
"""

import ast
import contextlib
import io
import json
import os
import sys
import traceback


def run(piece, names):
    file, line, code = piece
    output = io.StringIO()
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
        return [output.getvalue(), f"{file}:{error.lineno + line}: SyntaxError: {error.msg}"]
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == file]
        place = f"{file}:{lines[-1] if lines else line + 1}"
        return [output.getvalue(), f"{place}: {type(error).__name__}: {error}"]
    return [output.getvalue(), None]


def main():
    names = {"__name__": "__main__"}
    results = []
    pieces = json.load(sys.stdin)
    # What lies beside the chapter can be imported.
    sys.path[:0] = {os.path.dirname(os.path.abspath(piece[0])) for piece in pieces}
    for piece in pieces:
        results.append(run(piece, names))
        if results[-1][1]:
            break
    json.dump(results, sys.stdout)


main()
