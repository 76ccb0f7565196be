"""Tests of kernel.merge_text."""
