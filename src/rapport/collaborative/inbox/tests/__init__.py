"""Tests of collaborative.inbox."""
