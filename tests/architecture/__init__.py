"""The walls, tested: what import contracts cannot see."""
