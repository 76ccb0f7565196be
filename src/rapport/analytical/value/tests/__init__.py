"""Tests of the value room."""
