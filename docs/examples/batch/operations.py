"""Prints operations as jobs, one JSON object a line: each starts Python on a real file.

The files are the modules of this machine's Python standard library, its tests included, so that a few
of them are meant not to compile. Where there are fewer files than operations, they come round again.
"""

import json
import os
import sys
import sysconfig


def sources():
    library = sysconfig.get_paths()["stdlib"]
    found = []
    for folder, folders, files in os.walk(library):
        skipped = ("__pycache__", "site-packages", "dist-packages")
        folders[:] = sorted(f for f in folders if f not in skipped)
        found += [os.path.join(folder, f) for f in sorted(files) if f.endswith(".py")]
    return found


def main(count):
    here = os.path.dirname(os.path.abspath(__file__))
    files = sources()
    if not files:
        print("operations: the standard library of this Python holds no .py file", file=sys.stderr)
        return 1
    for number in range(count):
        index = number * len(files) // count if len(files) >= count else number % len(files)
        command = [sys.executable, "-I", "-S", os.path.join(here, "operation.py"), files[index]]
        print(json.dumps({"id": f"op-{number + 1}", "command": command, "timeout": "1m"}))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1550))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
