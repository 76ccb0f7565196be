"""Tests of MMS."""
