"""Tests of collaborative.tariffs."""
