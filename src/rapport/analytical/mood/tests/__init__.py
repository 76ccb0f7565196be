"""Tests of analytical.mood."""
