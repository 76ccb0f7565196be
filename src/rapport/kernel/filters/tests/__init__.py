"""Tests of kernel.filters."""
