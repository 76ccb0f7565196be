"""Two records of one customer: how they meet, become one, and part again."""
