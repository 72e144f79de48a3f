"""Years of invented casework, lived through the same workflow functions as the website's; demo mode only (docs/simulation.md)."""
