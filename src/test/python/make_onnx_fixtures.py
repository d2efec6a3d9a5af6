#!/usr/bin/env python3
"""Writes the small ONNX models that the tests of the reader load, and what each of them must compute.

    python make_onnx_fixtures.py                        every group whose tools are installed in this Python
    python make_onnx_fixtures.py by_hand pytorch        these groups only
    python make_onnx_fixtures.py --listing ops.md       also a list of every node of every file

Models go to src/test/resources/onnx/exported (and its folders `later` and `rejected`), beside an `expected.json` per
folder and one README.md. Groups are independent: a run replaces the files of its own groups and leaves the others alone,
so that tools which cannot live in one environment can be run in several. Everything is seeded by the name of the fixture,
so a second run with the same versions writes the same bytes.

Tools and versions used for the files in the repository: see VERSIONS below, which the README repeats.

    python3.11 -m venv a && a/bin/pip install numpy onnx onnxscript onnxruntime scikit-learn skl2onnx torch
    python3.11 -m venv b && b/bin/pip install tensorflow-cpu tf2onnx onnxruntime
    a/bin/python make_onnx_fixtures.py by_hand later rejected pytorch sklearn && b/bin/python make_onnx_fixtures.py keras
"""

import argparse
import importlib
import pathlib

from onnx_fixtures import listing, recording

GROUPS = ("by_hand", "later", "rejected", "pytorch", "sklearn", "keras")
VERSIONS = {
    "Python": "3.11.7",
    "onnx": "1.23.2",
    "onnxscript": "0.7.2",
    "onnxruntime": "1.31.1",
    "numpy": "2.4.6",
    "torch": "2.15.0",
    "scikit-learn": "1.9.1",
    "skl2onnx": "1.20.0",
    "tensorflow-cpu": "2.21.0",
    "keras": "3.15.1",
    "tf2onnx": "1.17.0",
}
TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources" / "onnx" / "exported"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    arguments.add_argument("--target", type=pathlib.Path, default=TARGET, help="folder to write into")
    arguments.add_argument("--listing", type=pathlib.Path, help="where to write the list of all nodes (Markdown)")
    options = arguments.parse_args()
    unknown = set(options.groups) - set(GROUPS)
    if unknown:
        arguments.error(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    for group in options.groups or GROUPS:
        try:
            module = importlib.import_module(f"onnx_fixtures.{group}")
        except ImportError as absent:
            if group in options.groups:
                raise
            print(f"{group}: left out, {absent}")
            continue
        shelf = recording.Shelf(options.target, group)
        for make in module.FIXTURES:
            make(shelf)
        shelf.close()
        print(f"{group}: {shelf.count} files")
    listing.write_readme(options.target, VERSIONS)
    if options.listing:
        listing.write_nodes(options.target, options.listing)


if __name__ == "__main__":
    main()
