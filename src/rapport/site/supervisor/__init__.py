"""`rapport up`: one process that prepares the home, starts the others, and keeps them alive."""
