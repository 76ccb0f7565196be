"""Building marts, testing them, telling customers what they say."""
