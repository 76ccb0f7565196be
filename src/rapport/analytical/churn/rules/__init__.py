"""Pure decisions of churn: rhythm, features, models, their errors, reasons, and what pays."""
