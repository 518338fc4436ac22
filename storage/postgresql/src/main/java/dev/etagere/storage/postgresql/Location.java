package dev.etagere.storage.postgresql;

import dev.etagere.storage.StoreException;
import dev.etagere.storage.StoreException.Trouble;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the database is: {@code postgresql://USER@HOST:PORT,HOST:PORT/DATABASE?NAME=VALUE&…}.
 *
 * <p>What stands behind the question mark are parameters of the driver ({@code sslmode}, {@code
 * currentSchema}, …). A location has no password, since locations are seen in lists of processes
 * and in logs.
 *
 * @param user empty for the name that the driver chooses
 * @param hosts with their ports, several where one takes over from another
 * @param database its name
 * @param parameters of the driver, as they were written; empty for none
 */
record Location(String user, String hosts, String database, String parameters) {

  static final String SCHEME = "postgresql";

  private static final Pattern FORM =
      Pattern.compile(
          "postgresql://(?:(?<user>[^@/?]*)@)?(?<hosts>[^@/?]*)/(?<database>[^/?]+)(?:\\?(?<parameters>.*))?");

  /**
   * @throws StoreException if it is not of this form; the message does not repeat it
   */
  static Location parse(String location) {
    Matcher matcher = FORM.matcher(location);
    if (!matcher.matches()) {
      throw unusable("a location of a database is postgresql://USER@HOST:PORT/DATABASE");
    }
    String user = Optional.ofNullable(matcher.group("user")).orElse("");
    String parameters = Optional.ofNullable(matcher.group("parameters")).orElse("");
    if (user.contains(":") || parameters.matches("(.*&)?password=.*")) {
      throw unusable(
          "a location has no password: put it into the environment (PGPASSWORD) or a password file"
              + " (~/.pgpass, PGPASSFILE)");
    }
    return new Location(
        URLDecoder.decode(user, StandardCharsets.UTF_8),
        matcher.group("hosts").isEmpty() ? "localhost" : matcher.group("hosts"),
        matcher.group("database"),
        parameters);
  }

  private static StoreException unusable(String why) {
    return new StoreException(Trouble.UNUSABLE, why);
  }

  /** The location as the driver takes it; it looks for a password file by itself. */
  String url() {
    String url = "jdbc:postgresql://" + hosts + "/" + database;
    return parameters.isEmpty() ? url : url + "?" + parameters;
  }

  /**
   * What the driver is told beside the location.
   *
   * @param environment the variables of the environment
   */
  Properties properties(Map<String, String> environment) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "etagere");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("targetServerType", "primary");
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    Optional.ofNullable(environment.get("PGPASSWORD"))
        .ifPresent(password -> properties.setProperty("password", password));
    return properties;
  }

  /** For messages. */
  @Override
  public String toString() {
    return database + " on " + hosts;
  }
}
