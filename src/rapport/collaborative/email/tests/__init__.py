"""Tests of collaborative.email."""
