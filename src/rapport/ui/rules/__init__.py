"""Pure decisions of the design system: how amounts, days and names are written."""
