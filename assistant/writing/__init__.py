"""Writers: sentences chosen from the evidence, whether it answers at all, and the text made of them."""
