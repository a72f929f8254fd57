"""Our templates in few steps write what Jinja's own way writes."""

import pytest
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from claimtrack.publish import compiling
from claimtrack.publish.compiling import SHORT, quick

PLAIN = Environment(autoescape=True, enable_async=False)
TEMPLATES = (
    "{{ row.id }} {{ row.get('id') }} {{ row['id'] }} {{ row.missing }}",
    "{{ text }} {{ text ~ marked }} {{ marked }} {{ 5 }} {{ none }} {{ 2.5 }}",
    "{{ long }}{{ text|upper }}{{ rows|map(attribute='id')|join(', ') }}",
    "{% macro tag(name, b=false) %}<b>{{ name }}{{ b }}</b>{% endmacro %}{{ tag(text, b=true) }}{{ tag(marked) }}",
    "{% macro box() %}<i>{{ caller() }}</i>{% endmacro %}{% call box() %}{{ text }}{% endcall %}",
    "{% for row in rows %}{{ loop.index }}{{ row.id }}{{ ', ' if not loop.last }}{% else %}none{% endfor %}",
    "{% autoescape false %}{{ text }}{% endautoescape %}{{ dict(in=text, **{'x': marked}) }}",
    "{{ ct.name }} {{ ct.name.upper() }} {{ ct.say(text, twice=true) }} {{ ct.say(*[text]) }}",
    "{{ row.items()|list|length }}",
)


class Helper:
    name = "a&b"

    @staticmethod
    def say(text: str, *, twice: bool = False) -> str:
        return text * 2 if twice else text


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_writes_the_same(template: str) -> None:
    known: dict[str, object] = {
        "row": {"id": "<1>"},
        "rows": [{"id": "<a>"}, {"id": "b"}],
        "text": "a < 'b'",
        "marked": Markup("<em>"),
    }
    known |= {"long": "<" * SHORT, "ct": Helper()}
    wanted = PLAIN.from_string(template).render(known)
    assert [wanted] * 2 == [quick(PLAIN).from_string(template).render(known) for _ in range(2)]


def test_what_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        quick(PLAIN).from_string("{{ nothing.at.all() }}").render()


def test_a_fragment_is_written_once_for_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    template = "{% macro one(n) %}{{ said(n) }}{% endmacro %}{% for n in [1, 2, 1] %}{{ once(one, to, n) }}{% endfor %}"
    asked: list[int] = []

    def said(number: int) -> str:
        asked.append(number)
        return f"<{number}>"

    environment = quick(PLAIN)
    for language in ("id", "en", "id"):
        page = environment.from_string(template).render(said=said, to=language)
        assert "&lt;1&gt;&lt;2&gt;&lt;1&gt;" == page
    assert [1, 2, 1, 2] == asked
    monkeypatch.setattr(compiling, "MOST_FRAGMENTS", 3)
    environment.from_string(template).render(said=said, to="su")
    environment.from_string(template).render(said=said, to="id")  # forgotten, as there were too many
    assert [1, 2, 1, 2, 1, 2, 1, 2] == asked
