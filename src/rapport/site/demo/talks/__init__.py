"""What customers of the demo shops wrote to them and were answered, in their own words."""
