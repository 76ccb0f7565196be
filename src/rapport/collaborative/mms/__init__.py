"""MMS: pictures and words by telephone, over MM7."""
