"""What a customer is worth today: recency, frequency, monetary, and where the revenue comes from."""
