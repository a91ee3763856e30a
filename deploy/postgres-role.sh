#!/bin/sh
# The role that the server signs in by: no superuser, so that row-level security holds for it, too.
set -eu
password=$(cat /run/secrets/postgres)
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set=password="$password" <<'SQL'
CREATE ROLE commonweal LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'password';
GRANT CREATE, USAGE ON SCHEMA public TO commonweal;
SQL
