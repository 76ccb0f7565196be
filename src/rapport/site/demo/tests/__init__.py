"""Tests of the simulated shops."""
