"""The benchmark of `./run bench`: many invented cases, pages measured against two floors (docs/benchmark.md)."""
