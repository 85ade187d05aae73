"""Writes the golden files that the tests compare with.

    python Tests/Golden/generate.py [FOLDER [SEED]]

needs torch==2.13.0+cpu, numpy and safetensors. The tests read the folder that NEURAL_GOLDEN names, or else the one beside
this script. Another seed gives other tensors to print and to compute with. Numbers are stored as the hexadecimal bytes of their storage, so nothing is rounded.
"""

import json
import pathlib
import sys

import torch

import data
import errors
import files
import known
import modules
import operations
import printing
import random_streams
import series
import training

PARTS = {
    "printing": printing.cases,
    "operations": operations.cases,
    "random": random_streams.cases,
    "training": training.cases,
    "data": data.cases,
    "modules": modules.cases,
    "files": files.cases,
    "errors": errors.cases,
    "series": series.cases,
}

SEEDED = ("printing", "operations")


def main():
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    torch.set_num_threads(1)
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    folder.mkdir(parents=True, exist_ok=True)
    for name, cases in PARTS.items():
        lines = [json.dumps(case, separators=(",", ":")) for case in (cases(seed) if name in SEEDED else cases())]
        (folder / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
        print(f"{name}: {len(lines)} cases")
    known.write(folder / "known")


if __name__ == "__main__":
    main()
