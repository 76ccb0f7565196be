"""Knows: value, segments, churn, recommendations, forecasts."""
