"""What `find_quantities` and `find_dates` share: tokens, tables of words, numerals and the calendar."""
