"""Writes of recommendation; what learns is loaded by the job alone (`learning`)."""
