"""One operation: parse and compile one Python source file, and print what was found.

Status 0 when the file compiles, 1 when it does not, 2 when it cannot be read.
"""

import ast
import json
import sys


def main(path):
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return 2
    try:
        tree = ast.parse(source, path)
        compile(tree, path, "exec")
    except (SyntaxError, ValueError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 1
    found = {
        "file": path,
        "bytes": len(source),
        "lines": source.count(b"\n"),
        "nodes": sum(1 for _ in ast.walk(tree)),
    }
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
