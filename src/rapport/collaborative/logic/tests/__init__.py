"""Tests of collaborative.logic."""
