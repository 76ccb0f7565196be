"""Pure decisions about filters: forms, operators, values, days, matching."""
