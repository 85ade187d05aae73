"""Writes the golden files that the tests compare with: what the real PyTorch gives.

    python Tests/Golden/generate.py                     all of them
    python Tests/Golden/generate.py operations known    these parts
    python Tests/Golden/generate.py --folder FOLDER --seed 1

It needs torch==2.13.0+cpu, numpy and safetensors. The tests read the folder that NEURAL_GOLDEN names, or else the one
beside this script; another seed gives other tensors to print and to compute with. README.md says how an operation gets its
cases. Tensors are stored as the hexadecimal bytes of their storage, so nothing is rounded.
"""

import argparse
import pathlib
import warnings

import torch

import data
import errors
import files
import known
import modules
import operations
import printing
import random_streams
import record
import series
import training

PARTS = {
    "data": data, "errors": errors, "files": files, "known": known, "modules": modules, "operations": operations,
    "printing": printing, "random": random_streams, "series": series, "training": training,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of: {', '.join(PARTS)}")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if unknown := set(options.parts) - PARTS.keys():
        parser.error(f"there is no part {', '.join(sorted(unknown))}; the parts are: {', '.join(PARTS)}")
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    for part in options.parts or PARTS:
        written = set()
        for name, cases in PARTS[part].files().items():
            written.add(record.write(options.folder / f"{name}.jsonl", cases, options.seed))
        for left_over in {*options.folder.glob(f"{part}/*.jsonl")} - written:
            left_over.unlink()
            print(f"{left_over}: removed, since nothing makes it")


if __name__ == "__main__":
    main()
