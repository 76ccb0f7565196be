"""Tests of analytical.reporting."""
