"""Tests of connected shops."""
