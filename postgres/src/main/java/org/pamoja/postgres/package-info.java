/**
 * The database process and the ways to it: an embedded PostgreSQL server of our own, connection
 * pools and migrations.
 *
 * <p>Nothing here knows what is stored. The modules above bring their own numbered SQL and ask for
 * connections; whether those lead to the embedded server or to an installation elsewhere is decided
 * by the {@link org.pamoja.postgres.JdbcTarget} alone.
 */
package org.pamoja.postgres;
