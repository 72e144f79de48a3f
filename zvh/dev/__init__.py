"""The supervisor of `./run` and `./test`. Importable without Django settings."""
