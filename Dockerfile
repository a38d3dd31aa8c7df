FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /opt/naruhaya \
 && /opt/naruhaya/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock
COPY bot bot
COPY adapters adapters
COPY data data
RUN /opt/naruhaya/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home naruhaya \
 && install --directory --owner naruhaya --mode 0700 /var/lib/naruhaya
COPY --from=build /opt/naruhaya /opt/naruhaya
ENV PATH=/opt/naruhaya/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    NARUHAYA_DATABASE_URL=sqlite:////var/lib/naruhaya/naruhaya.sqlite3 \
    NARUHAYA_JMDICT=/var/lib/naruhaya/jmdict.sqlite3
USER 10001
VOLUME /var/lib/naruhaya
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-c", "import os, urllib.request as web; \
web.urlopen('http://127.0.0.1:' + (os.environ.get('NARUHAYA_HEALTH_PORT') or '9464') + '/readyz', timeout=8)"]
ENTRYPOINT ["naruhaya"]
CMD ["run"]
