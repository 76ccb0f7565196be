"""Tests of operational.journeys."""
