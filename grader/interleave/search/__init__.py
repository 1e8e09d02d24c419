"""What a search is made of: one run from a clean floor to a clean floor (`launch`), many inside a budget (`explorer`), what they
showed, the witness of each ending, and what may be claimed of all orders.
"""
