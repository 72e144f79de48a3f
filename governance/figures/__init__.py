"""Figures: what is counted (`table`), from the database (`numbers`), as it may be shown (`shown`), and what that comes out as (`tables`)."""
