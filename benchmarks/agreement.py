"""Whether our answers agree with HiGHS's, on many small random and degenerate instances.

``python benchmarks/agreement.py --count 100000`` solves that many instances of ``families/degenerate.py`` (a
seed each) with HiGHS, with the program's own choice, and with each method of its own: alone, and where that
doesn't agree, with HiGHS behind it as in a plan. Counted is what comes of it; an answer that passes our
certificate and differs from HiGHS's objective by more than 1e-7 of it, a false claim that there is none, a
crash or a long solve is told with its seed. Chunks of seeds are done by processes of their own; what they
found is kept in a file, so that the same command goes on where it was stopped.

``python benchmarks/agreement.py --seed 123`` tells all about one instance.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from families.degenerate import degenerate_instance
from measuring.agreeing import BAD, CRASHED, outcomes, reference_of, tally

from commonweal.solve.names import AUTO, OWN

CHUNK = 500
SECONDS_EACH = 2.0  # on average, before a chunk is ended


def main(words: Sequence[str] | None = None) -> int:
    """Do what is asked; 1 if something was found that must not be."""
    asked = _parser().parse_args(words)
    methods = asked.methods.split(",")
    if asked.seed is not None:
        return _one(asked.seed, methods)
    if asked.chunk:
        counts, lines = tally(*asked.chunk, methods)
        print(json.dumps({"first": asked.chunk[0], "count": asked.chunk[1], "counts": counts, "told": lines}))
        return 0
    found = _all(asked, methods)
    return _told(found)


def _one(seed: int, methods: list[str]) -> int:
    """Tell all about one instance."""
    instance = degenerate_instance(seed)
    problem, reference = instance.problem, reference_of(instance)
    print(
        f"seed {seed}: {instance.size}, {problem.n_rows} × {problem.n_columns}, {problem.n_nonzeros} nonzeros"
    )
    claim = f"{reference.solution.stopped.value}, {'' if reference.certified else 'not '}certified"
    print(f"HiGHS: {claim}, {reference.solution.objective!r}")
    found = outcomes(instance, methods)
    for name, outcome in found.items():
        print(f"{name}: {outcome.kind} {outcome.remark}")
    return int(any(outcome.kind in BAD for outcome in found.values()))


def _all(asked: argparse.Namespace, methods: list[str]) -> list[dict[str, Any]]:
    """What all chunks found, those done before included."""
    path = Path(asked.state)
    path.parent.mkdir(parents=True, exist_ok=True)
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    done = {chunk["first"] for chunk in found}
    ends = range(asked.first, asked.first + asked.count, CHUNK)
    chunks = [(first, min(CHUNK, asked.first + asked.count - first)) for first in ends if first not in done]
    with ThreadPoolExecutor(asked.processes) as pool, path.open("a", encoding="utf-8") as state:
        waiting = [pool.submit(_chunk, first, count, methods) for first, count in chunks]
        for future in as_completed(waiting):
            chunk = future.result()
            found.append(chunk)
            state.write(json.dumps(chunk) + "\n")
            state.flush()
            for line in chunk["told"]:
                print(line, flush=True)
    return [chunk for chunk in found if chunk["first"] in set(ends)]


def _chunk(first: int, count: int, methods: list[str]) -> dict[str, Any]:
    """What one process found."""
    command = [sys.executable, __file__, "--chunk", str(first), str(count), "--methods", ",".join(methods)]
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=60.0 + SECONDS_EACH * count,
            env=os.environ | one,
        )
        last = done.stdout.splitlines()[-1] if done.returncode == 0 else None
        why = f"died ({done.returncode}): {done.stderr[-300:]}"
    except subprocess.TimeoutExpired:
        last, why = None, "took too long and was ended"
    if last is None:
        told = [f"seeds {first} to {first + count - 1}: {CRASHED}: the process {why}"]
        return {"first": first, "count": count, "counts": {"all": {CRASHED: 1}}, "told": told}
    chunk: dict[str, Any] = json.loads(last)
    return chunk


def _told(found: list[dict[str, Any]]) -> int:
    """Print sums over chunks; 1 if there is anything that must not be."""
    sums: dict[str, Counter[str]] = {}
    for chunk in found:
        for name, counts in chunk["counts"].items():
            sums.setdefault(name, Counter()).update(counts)
    bad = sum(counts[kind] for counts in sums.values() for kind in BAD)
    print(f"{sum(chunk['count'] for chunk in found):,} instances")
    for name, counts in sums.items():
        print(f"{name}:")
        for kind, count in counts.most_common():
            print(f"  {count:>9,}  {kind}")
    print(f"{bad:,} that must not be")
    return int(bool(bad))


def _parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--state", default="out/bench/agreement.jsonl", help="where what was found is kept")
    parser.add_argument("--methods", default=",".join((AUTO, *OWN)), help="names, with commas between them")
    parser.add_argument("--seed", type=int, help="tell all about one instance")
    parser.add_argument("--chunk", type=int, nargs=2, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
