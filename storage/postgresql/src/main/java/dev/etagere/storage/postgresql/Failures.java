package dev.etagere.storage.postgresql;

import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.sql.SQLException;

/** What the database's errors mean to a store. */
final class Failures {

  private Failures() {}

  static StoreException of(SQLException failed) {
    return new StoreException(
        trouble(state(failed)), "the database says: " + failed.getMessage(), failed);
  }

  /** The five characters of the SQL standard; empty where the driver has none. */
  static String state(SQLException failed) {
    String state = failed.getSQLState();
    return state == null ? "" : state;
  }

  /** Whether it was the connection that failed, and another one may do better. */
  static boolean isOfConnection(SQLException failed) {
    String state = state(failed);
    return state.startsWith("08") || state.startsWith("57P");
  }

  private static Trouble trouble(String state) {
    if (state.equals("53100")) { // disk_full
      return Trouble.FULL;
    }
    // 22 data exception, 23 integrity constraint violation: it is what was asked that cannot be
    // done
    return state.startsWith("22") || state.startsWith("23") ? Trouble.CORRUPT : Trouble.UNAVAILABLE;
  }
}
