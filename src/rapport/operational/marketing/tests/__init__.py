"""Tests of operational.marketing."""
