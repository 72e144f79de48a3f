"""The benchmark behind `./run bench`: builds many invented cases and measures pages against two floors (docs/benchmark.md)."""
