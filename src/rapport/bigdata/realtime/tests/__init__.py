"""Tests of bigdata.realtime."""
