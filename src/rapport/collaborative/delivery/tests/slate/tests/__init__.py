"""Tests of the slate."""
