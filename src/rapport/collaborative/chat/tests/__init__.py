"""Tests of collaborative.chat."""
