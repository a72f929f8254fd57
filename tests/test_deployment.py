"""The Dockerfile and docs/deployment.md: what they run is what the command does. Docker itself is not tried."""

import json
import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from claimtrack.listening import PORT
from claimtrack.publish.public import publish
from tests.command import ROOT, environment
from tests.pages_data import build, gold_extractions
from tests.servers import fetch, served

INSTRUCTIONS = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "EXPOSE", "HEALTHCHECK", "CMD"}
EVERYWHERE = "0.0.0.0"  # noqa: S104 - inside the container, whose port is published to this machine only
PAGE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile: name and rest."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    words = [line.partition(" ") for line in lines if line and not line.startswith("#")]
    return [(name, rest) for name, _, rest in words]


def the(name: str) -> str:
    """Return the rest of the last instruction of that name."""
    return [rest for each, rest in instructions() if each == name][-1]


def test_every_instruction_is_known_and_every_copied_file_is_there() -> None:
    assert {name for name, _ in instructions()} <= INSTRUCTIONS
    copied = [rest.split()[:-1] for name, rest in instructions() if name == "COPY" and not rest.startswith("--from")]
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in (name for names in copied for name in names):
        assert (ROOT / name).exists()
        assert f"!{name}" in ignored


def test_all_that_a_wheel_is_made_of_is_copied() -> None:
    copied = {word for name, rest in instructions() if name == "COPY" for word in rest.split()}
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    build_part = text[text.index("[tool.hatch.build.targets.wheel]") : text.index("[tool.hatch.build.targets.sdist]")]
    needed = re.findall(r'^"(\w+)" = ', build_part, re.MULTILINE)
    assert {"claimtrack", *needed, "README.md", "LICENSE", "pyproject.toml"} <= copied
    assert len(needed) > 1


def test_it_runs_as_a_user_without_rights() -> None:
    names = [name for name, _ in instructions()]
    assert int(the("USER")) > 999
    assert names.index("USER") < names.index("CMD")


@pytest.fixture
def public(tmp_path: Path) -> Path:
    private = build(tmp_path / "claims.db", gold_extractions())
    return publish(private, tmp_path / "public.db").path


def test_its_command_serves_and_its_health_check_sees_it(public: Path) -> None:
    arguments = json.loads(the("CMD"))
    assert ["claimtrack", "serve", "/data/public.db"] == arguments[:3]
    here = [
        str(public) if word == "/data/public.db" else "127.0.0.1" if word == EVERYWHERE else word for word in arguments
    ]
    check = json.loads(the("HEALTHCHECK").partition("CMD ")[2])
    assert f":{PORT}/" in check[2]
    with served(here[1:], environment()) as address:
        assert "claimtrack" in fetch(address + "/")
        program = check[2].replace(f"http://127.0.0.1:{PORT}/", f"{address}/")
        assert 0 == subprocess.run([sys.executable, "-c", program], check=False).returncode
    gone = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert 0 != gone.returncode


def test_the_service_runs_what_the_page_recommends() -> None:
    service = re.search(r"^ExecStart=\S+/(claimtrack serve) \S+/(public\.db) (.*)$", PAGE, re.MULTILINE)
    assert service
    assert f"$ {' '.join(service.groups())}\n" in PAGE
    assert set(shlex.split(service[3])) < set(json.loads(the("CMD")))


def test_proxies_lead_to_the_port_that_is_served() -> None:
    assert {str(PORT)} == set(re.findall(r"127\.0\.0\.1:(\d+)[;\n]", PAGE))
    blocks = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert all(block.count("{") == block.count("}") for block in blocks)


def test_behind_a_proxy_that_speaks_tls_feeds_name_its_addresses(public: Path) -> None:
    headers = dict(re.findall(r"proxy_set_header (Host|X-Forwarded-Proto) (\$\w+);", PAGE))
    assert {"Host": "$host", "X-Forwarded-Proto": "$scheme"} == headers
    with served(["serve", str(public), "--immutable"], environment()) as address:
        sent = {"Host": "berita.example", "X-Forwarded-Proto": "https"}
        request = urllib.request.Request(f"{address}/matrix.atom", headers=sent)  # noqa: S310 - http to 127.0.0.1
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            assert "https://berita.example/matrix" in answer.read().decode()
