"""Prospects: who may become a customer, where they came from, how promising they are, what became of them."""
