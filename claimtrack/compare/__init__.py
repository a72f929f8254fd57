"""Comparison: a database of claims in, the same claim in many wordings found, and how many places it comes from.

``propositions`` cuts contents into what can be compared, ``normalise`` turns words into concepts, ``candidates`` finds
the articles worth comparing, ``score`` says how alike two propositions are, ``reuse`` how much of one article is
another, ``sharing`` groups what articles share, ``cluster`` groups what is alike, ``groups`` keeps the groups in the
database as the ``decisions`` of people ask, ``drift`` says what changes on the way, ``run`` does it all.
"""
