"""What messages cost and bring: service numbers, tariffs with dates, budgets that stop."""
