# Everything is made in the first stage; the second has neither compilers nor pip's caches.
FROM python:3.13-slim AS build
COPY pyproject.toml constraints.txt README.md LICENSE /src/
COPY crawler /src/crawler
COPY linkcheck /src/linkcheck
COPY reports /src/reports
WORKDIR /src
RUN python -m venv /opt/linkcheck \
    && /opt/linkcheck/bin/pip install --no-cache-dir --constraint constraints.txt '.[notify,storage,timestamp,workers]'

FROM python:3.13-slim
COPY --from=build /opt/linkcheck /opt/linkcheck
# Nobody's files but its own: /work holds the archive and the reports, everything else may be read-only.
RUN useradd --uid 10001 --no-create-home --home-dir /work --shell /usr/sbin/nologin linkcheck \
    && install --directory --owner=linkcheck --group=linkcheck /work
ENV PATH=/opt/linkcheck/bin:$PATH PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /work
VOLUME /work
ENTRYPOINT ["linkcheck"]
CMD ["--help"]
