"""What is learnt from purchases: models behind one interface, how good they are, and which of them stays.

numpy and scipy are loaded with it, so only the job that learns imports it.
"""
