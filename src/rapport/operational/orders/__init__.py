"""What customers ordered, and all that becomes of it: statuses, payments, invoices, returns."""
