"""Who each source is: attributions of one article in, the same with names and reasons out; and its credits."""

from claimtrack.resolve.credits import credit_extents, find_credits
from claimtrack.resolve.naming import resolve, sources_of
from claimtrack.resolve.registry import Guess, Registry, RegistryEntry, guess_kind, load_registry

__all__ = [
    "Guess",
    "Registry",
    "RegistryEntry",
    "credit_extents",
    "find_credits",
    "guess_kind",
    "load_registry",
    "resolve",
    "sources_of",
]
