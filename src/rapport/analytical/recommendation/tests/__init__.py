"""Tests of analytical.recommendation."""
