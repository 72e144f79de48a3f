"""Figures: what is counted (`table`), from the database (`numbers`), and as it may be shown (`shown`, as `tables`)."""
