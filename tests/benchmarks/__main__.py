"""``./dev bench [NAME] [ARGUMENTS]``: run one benchmark, or each with its usual size."""

import sys
from importlib import import_module
from pathlib import Path

names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
wanted = [name for name in names if name == f"bench_{sys.argv[1]}"] if sys.argv[1:] else names
if not wanted:
    known = ", ".join(name.removeprefix("bench_") for name in names)
    sys.exit(f"There is no such benchmark. Known: {known}.")
for name in wanted:
    import_module(f"tests.benchmarks.{name}").main(sys.argv[2:])
