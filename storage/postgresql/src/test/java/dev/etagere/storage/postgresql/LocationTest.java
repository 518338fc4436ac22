package dev.etagere.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreObserver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A location is seen by others; a password is not. */
class LocationTest {

  private static final String SECRET = "s3cret";

  @Test
  void itsPartsAreTheDriversToo() {
    Location location = Location.parse("postgresql://ann@db1:5432,db2/notes?sslmode=verify-full");
    assertThat(location.url())
        .isEqualTo("jdbc:postgresql://db1:5432,db2/notes?sslmode=verify-full");
    assertThat(location.properties(Map.of()).getProperty("user")).isEqualTo("ann");
    assertThat(Location.parse("postgresql:///notes").hosts()).isEqualTo("localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ann:s3cret@db/notes",
        "postgresql://db/notes?password=s3cret",
        "postgresql://db/notes?sslmode=require&password=s3cret",
        "postgresql://ann:s3cret@db",
        "postgresql://ann:s3cret@db/notes/more"
      })
  void oneWithAPasswordIsRefusedAndNotRepeated(String location) {
    assertThatThrownBy(() -> PostgresqlStore.open(location, StoreObserver.NONE))
        .isInstanceOf(StoreException.class)
        .satisfies(refused -> assertThat(stackTrace(refused)).doesNotContain(SECRET));
  }

  @Test
  void thePasswordOfTheEnvironmentIsTheDriversAndNobodyElses() {
    Location location = Location.parse("postgresql://ann@127.0.0.1:1/notes");
    assertThat(location.properties(Map.of("PGPASSWORD", SECRET)).getProperty("password"))
        .isEqualTo(SECRET);
    assertThat(location.toString()).doesNotContain(SECRET).isEqualTo("notes on 127.0.0.1:1");
    assertThat(location.url()).doesNotContain(SECRET);
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
