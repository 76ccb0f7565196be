"""What programs reach of filters."""
