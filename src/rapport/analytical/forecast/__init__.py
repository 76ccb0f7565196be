"""Forecast: what will come in, day by day and week by week, and how far such words were off."""
