#!/bin/sh
# Makes the database, and a role that owns it and is nothing else. PostgreSQL's image runs it once,
# when its volume is new.
set -eu
# By the environment, not by an argument, which a list of processes would show.
psql -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres <<'SQL'
\getenv password SELFSAME_DATABASE_PASSWORD
create role selfsame login password :'password';
create database selfsame owner selfsame;
\connect selfsame
create extension vector;
SQL
