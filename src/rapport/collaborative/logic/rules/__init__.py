"""Pure decisions: what a text meets, what a form asks next, when nothing is answered."""
