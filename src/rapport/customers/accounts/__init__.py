"""Key accounts: who looks after the most important customers, how quickly, and what is urgent with them."""
