"""Pure decisions of orders: sums, statuses, what may come back."""
