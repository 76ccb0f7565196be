"""Pure: documents, their parts, pictures' shares, what codes mean."""
