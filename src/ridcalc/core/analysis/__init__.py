"""Analyses of an allocation: comparison, explanation, reconciliation, budget amendment and progress report (VGR)."""
