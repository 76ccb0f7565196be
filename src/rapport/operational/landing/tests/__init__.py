"""Tests of operational.landing."""
