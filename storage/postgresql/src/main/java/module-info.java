/** The store that several servers share, on PostgreSQL. */
module dev.etagere.storage.postgresql {
  requires transitive dev.etagere.storage;
  requires com.zaxxer.hikari;
  requires flyway.core;
  requires java.sql;
  requires static org.checkerframework.checker.qual;
  requires static org.jspecify;
  requires org.postgresql.jdbc;

  exports dev.etagere.storage.postgresql;

  provides dev.etagere.storage.StoreProvider with
      dev.etagere.storage.postgresql.PostgresqlProvider;
}
