"""Whether our answers agree with HiGHS's, on many small random and degenerate instances.

``python benchmarks/agreement.py --count 100000`` solves that many instances of ``families/degenerate.py`` (a
seed each) with HiGHS, with the program's own choice, and with each method of its own: alone, and where that
doesn't agree, with HiGHS behind it as in a plan. Counted is what comes of it; an answer that passes our
certificate and differs from HiGHS's objective by more than 1e-7 of it, a false claim that there is none, a
crash or a long solve is told with its seed. Chunks of seeds are done by processes of their own; what they
found is kept in a file, so that the same command goes on where it was stopped.

A chunk whose process died, or took too long, is done again in halves, down to the seed at fault. There HiGHS
is asked alone: where it is HiGHS that crashes, that is counted apart, and what our methods find is held
against the certificate only.

``python benchmarks/agreement.py --seed 123`` tells all about one instance.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from families.degenerate import degenerate_instance
from measuring.agreeing import ASKS_HIGHS, BAD, CRASHED, HIGHS_CRASHED, outcomes, reference_of, tally

from commonweal.solve.names import AUTO, HIGHS, OWN

CHUNK = 500
SECONDS_EACH = 2.0  # on average, before a chunk is ended
TRIES = 3  # of HiGHS alone: where it writes beyond its memory, it doesn't die of it each time

Found = dict[str, Any]
"""What was found in some seeds: the first, how many, counts by method, and lines that were told."""


@dataclass(frozen=True)
class Death:
    """How a process ended that found nothing.

    Attributes
    ----------
    why
        In words.
    raised
        Whether by an exception, which is never HiGHS's fault.
    """

    why: str
    raised: bool


def main(words: Sequence[str] | None = None) -> int:
    """Do what is asked; 1 if something was found that must not be."""
    asked = _parser().parse_args(words)
    methods = [name for name in asked.methods.split(",") if name]
    if asked.seed is not None:
        return _one(asked.seed, methods)
    if asked.chunk:
        first, count = asked.chunk
        counts, lines = tally(first, count, methods, alone=asked.alone)
        print(json.dumps(_found(first, count, counts, lines)))
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
    if reference.solution is not None:
        claim = f"{reference.solution.stopped.value}, {'' if reference.certified else 'not '}certified"
        print(f"HiGHS: {claim}, {reference.solution.objective!r}")
    found = outcomes(instance, methods, reference)
    for name, outcome in found.items():
        print(f"{name}: {outcome.kind} {outcome.remark}")
    return int(any(outcome.kind in BAD for outcome in found.values()))


def _all(asked: argparse.Namespace, methods: list[str]) -> list[Found]:
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


def _chunk(first: int, count: int, methods: list[str]) -> Found:
    """What a process of its own found; where that died, what those found that did parts of it."""
    found = _process(first, count, methods)
    if not isinstance(found, Death):
        return found
    if count == 1:
        return _blamed(first, methods, found)
    half = count // 2
    parts = [_chunk(first, half, methods), _chunk(first + half, count - half, methods)]
    return _together(parts)


def _blamed(seed: int, methods: list[str], death: Death) -> Found:
    """Who is at fault where the process of one seed died, and what all others come to."""
    ends = [_process(seed, 1, []) for _ in range(TRIES)]
    deaths = [end for end in ends if isinstance(end, Death) and not end.raised]
    parts = [_fault(seed, HIGHS, HIGHS_CRASHED, deaths[0])] if deaths else []
    for name in methods:
        found = _process(seed, 1, [name], alone=bool(deaths))
        if isinstance(found, Death):
            kind = HIGHS_CRASHED if deaths and name in ASKS_HIGHS else CRASHED
            found = _fault(seed, name, kind, found)
        parts.append(found)
    faults = {kind for part in parts for counts in part["counts"].values() for kind in counts}
    if not faults & {HIGHS_CRASHED, CRASHED}:  # none died by itself
        parts.append(_fault(seed, "all", CRASHED, death))
    return _together(parts) | {"first": seed, "count": 1}


def _fault(seed: int, name: str, kind: str, death: Death) -> Found:
    """That the process of one seed and method died."""
    return _found(seed, 1, {name: {kind: 1}}, [f"seed {seed}, {name}: {kind}: the process {death.why}"])


def _together(parts: list[Found]) -> Found:
    """What parts of a chunk found, as if one process had."""
    told = [line for part in parts for line in part["told"]]
    return _found(parts[0]["first"], sum(part["count"] for part in parts), _sums(parts), told)


def _found(first: int, count: int, counts: Mapping[str, Mapping[str, int]], told: list[str]) -> Found:
    """What was found in some seeds, as it is kept."""
    return {"first": first, "count": count, "counts": counts, "told": told}


def _process(first: int, count: int, methods: list[str], *, alone: bool = False) -> Found | Death:
    """What one process found, or how it died.

    Parameters
    ----------
    alone
        Whether HiGHS isn't asked for comparison.
    """
    command = [sys.executable, "-X", "faulthandler", __file__, "--chunk", str(first), str(count)]
    command += ["--methods", ",".join(methods), *(["--alone"] if alone else [])]
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
    except subprocess.TimeoutExpired:
        return Death("took too long and was ended", raised=False)
    if done.returncode != 0:
        why = f"died ({done.returncode}): {_last_words(done.stderr)}"
        return Death(why, raised=done.returncode > 0)
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


def _last_words(errors: str) -> str:
    """Where a process died, from what it said: the innermost call, or the last line of an exception."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    calls = [at for at, line in enumerate(lines) if "most recent call first" in line]
    if calls and calls[-1] + 1 < len(lines):
        return f"{lines[max(calls[-1] - 1, 0)]}, {lines[calls[-1] + 1]}"
    return lines[-1][:300] if lines else "it said nothing"


def _sums(found: Iterable[Found]) -> dict[str, Counter[str]]:
    """Counts of each method over all that was found."""
    sums: dict[str, Counter[str]] = {}
    for part in found:
        for name, counts in part["counts"].items():
            sums.setdefault(name, Counter()).update(counts)
    return sums


def _told(found: list[Found]) -> int:
    """Print sums over chunks; 1 if there is anything that must not be."""
    sums = _sums(found)
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
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
