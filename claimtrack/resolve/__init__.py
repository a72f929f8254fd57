"""Who each source is: attributions of one article in, the name of each and its reason out; and its credits."""

from claimtrack.resolve.credits import credit_extents, find_credits
from claimtrack.resolve.naming import sources_of
from claimtrack.resolve.registry import Guess, Registry, RegistryEntry, guess_kind, load_registry

__all__ = [
    "Guess",
    "Registry",
    "RegistryEntry",
    "credit_extents",
    "find_credits",
    "guess_kind",
    "load_registry",
    "sources_of",
]
