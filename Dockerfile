# syntax=docker/dockerfile:1
# tightlip and the two programs that it needs: docker run --rm -v "$PWD:/repo:ro" tightlip check
ARG PYTHON=3.13.9-slim-trixie

FROM python:${PYTHON} AS build
WORKDIR /src
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY src src
COPY rules rules
RUN python -m venv /opt/tightlip && /opt/tightlip/bin/pip install --no-cache-dir .

FROM python:${PYTHON}
# git is the distribution's: a version pinned here would be gone with its next security update.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    # What is mounted there belongs to somebody else, which git refuses to read unless it is told so.
    && git config --system --add safe.directory /repo \
    && useradd --create-home --uid 10001 tightlip
COPY --from=build /opt/tightlip /opt/tightlip
ENV PATH=/opt/tightlip/bin:$PATH PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /repo
ENTRYPOINT ["tightlip"]
