"""Journeys: what happens to one customer after another, drawn as a picture and walked by whole cohorts."""
