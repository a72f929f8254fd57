# Serves one published database, read-only and as nobody in particular; docs/deployment.md says how to run it.
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY claimtrack claimtrack
COPY grammars grammars
COPY fixtures fixtures
RUN python -m venv /opt/claimtrack && /opt/claimtrack/bin/pip install --no-cache-dir .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin claimtrack
COPY --from=build /opt/claimtrack /opt/claimtrack
ENV PATH=/opt/claimtrack/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001
EXPOSE 8001
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8001/-/versions.json', timeout=4)"]
CMD ["claimtrack", "serve", "/data/public.db", "--immutable", "--no-sql", "--reload", "--processes", "2", "--host", "0.0.0.0"]
