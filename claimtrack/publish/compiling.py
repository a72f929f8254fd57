"""How our templates are compiled: an environment of Jinja's in, one whose templates take fewer steps out.

Jinja looks at each function that a template calls for whether it wants to be told of the context, and makes each text
that it writes an object of its own. A page of ours calls thousands, all of them plain, and writes each text once.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.compiler import Frame

_KEYWORDS = frozenset({"in"})
_HELPER = "ct"
SHORT, MOST_TEXTS = 80, 8192
LONGEST_FRAGMENT, MOST_FRAGMENTS = 4000, 4096


def quick(environment: "Environment") -> "Environment":
    """Return an environment like ``environment`` whose templates are rendered at once, in few steps.

    One that may wait for other tasks, as Datasette's own, takes three times as long.
    """
    at_once = environment.overlay(enable_async=False)
    at_once.code_generator_class = _Plain
    known = at_once.getattr

    def found(thing: object, name: str) -> object:
        if type(thing) is dict and name in thing:
            return thing[name]
        return known(thing, name)

    setattr(at_once, "getattr", found)  # noqa: B010 -- a method, to a type checker
    setattr(at_once, "written", written)  # noqa: B010
    at_once.globals = {**environment.globals, "once": Once()}
    return at_once


_escaped = lru_cache(MOST_TEXTS)(escape)


def written(value: object) -> str:
    """Return ``value`` as a page holds it; short texts come again and again."""
    if type(value) is Markup:
        return value
    return _escaped(value) if type(value) is str and len(value) < SHORT else escape(value)


class Once:
    """Remembers what a macro wrote that depends on its arguments and the language alone."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._known: dict[tuple[object, ...], str] = {}

    def __call__(self, macro: Macro, language: str, *arguments: object) -> str:
        """Return what ``macro`` writes for ``arguments``, which are texts and numbers."""
        key = (macro.name, language, *arguments)
        found = self._known.get(key)
        if found is None:
            found = macro(*arguments)
            if len(self._known) > MOST_FRAGMENTS:
                self._known = {}
            if len(found) < LONGEST_FRAGMENT:
                self._known[key] = found
        return found


class _Plain(CodeGenerator):
    """Writes calls and attributes as Python has them, where that is all they are."""

    def visit_Call(self, node: nodes.Call, frame: "Frame", forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002
        """Write a call; one with arguments that Python could not name goes Jinja's way."""
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(each.key in _KEYWORDS for each in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        if isinstance(node.node, nodes.Getattr):
            self.visit(node.node.node, frame)
            self.write(f".{node.node.attr}")
        else:
            self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: "Frame") -> None:  # noqa: N802
        """Write an attribute; rows have theirs as keys, our helper has them as such."""
        if isinstance(node.node, nodes.Name) and node.node.name == _HELPER:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
            return
        super().visit_Getattr(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: "Frame", finalize: CodeGenerator._FinalizeInfo) -> None:
        """Write what makes a text of a value."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")
