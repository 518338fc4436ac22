package dev.etagere.storage.postgresql;

import dev.etagere.storage.Commit;
import dev.etagere.storage.Content;
import dev.etagere.storage.Group;
import dev.etagere.storage.Receipt;
import dev.etagere.storage.Version;
import dev.etagere.storage.Write;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The call of {@code commit_group}: one row of arrays for all that a group writes. */
final class GroupCall {

  private static final int PARAMETERS = 27;

  /** The call itself; its one column is the newest position before the group, or null. */
  static final String SQL = "SELECT commit_group(" + "?, ".repeat(PARAMETERS - 1) + "?)";

  private final Connection connection;
  private final PreparedStatement statement;
  private int parameter;

  private GroupCall(Connection connection, PreparedStatement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  /**
   * Sets the parameters.
   *
   * @param group whose positions are counted from 0
   * @param presumed what the group was checked against, to be verified; nothing if it was read
   */
  static void set(
      Connection connection, PreparedStatement statement, Group group, Optional<Presumed> presumed)
      throws SQLException {
    GroupCall call = new GroupCall(connection, statement);
    call.expectations(presumed);
    call.versions(group.accepted().stream().flatMap(commit -> commit.writes().stream()).toList());
    call.operations(group.accepted());
    call.receipts(group.accepted().stream().flatMap(commit -> commit.receipt().stream()).toList());
    call.claims(group);
  }

  private void expectations(Optional<Presumed> presumed) throws SQLException {
    parameter++;
    statement.setBoolean(parameter, presumed.isPresent());
    List<Map.Entry<String, Long>> numbers =
        presumed.map(Presumed::numbers).orElse(Map.of()).entrySet().stream().toList();
    array("text", numbers, Map.Entry::getKey);
    array("int8", numbers, Map.Entry::getValue);
  }

  private void versions(List<Write> writes) throws SQLException {
    List<Version> versions = writes.stream().map(write -> write.stored().version()).toList();
    array("text", versions, version -> version.path().value());
    array("int8", versions, Version::number);
    array("text", versions, Version::token);
    array("int8", versions, version -> version.time().toEpochMilli());
    array("bool", versions, Version::sharesSecond);
    array("bool", versions, Version::isDeletion);
    array("text", versions, Version::mediaType);
    array("int8", versions, Version::length);
    array("text", versions, version -> version.origin().writer());
    array("text", versions, version -> version.origin().requestId());
    array("text", versions, version -> version.origin().operation());
    contents(writes.stream().map(write -> write.stored().content()).toList());
  }

  private void contents(List<Content> contents) throws SQLException {
    bytes(contents.stream().map(GroupCall::inline).toList());
    List<Optional<Integer>> checksums =
        contents.stream().map(content -> inline(content).map(Rows::checksum)).toList();
    array("int4", checksums, GroupCall::orNull);
    List<Optional<UUID>> names = contents.stream().map(GroupCall::staged).toList();
    array("uuid", names, GroupCall::orNull);
  }

  static Optional<byte[]> inline(Content content) {
    return content instanceof Content.Inline inline
        ? Optional.of(inline.bytes())
        : Optional.empty();
  }

  static Optional<UUID> staged(Content content) {
    return content instanceof Content.Staged staged
        ? Optional.of(StagedPieces.name(staged))
        : Optional.empty();
  }

  private void operations(List<Commit> commits) throws SQLException {
    List<Long> firsts = new ArrayList<>();
    long next = 1;
    for (Commit commit : commits) {
      firsts.add(next);
      next += commit.writes().size();
    }
    array("text", commits, Commit::operation);
    array("int8", firsts, Function.identity());
    array("int4", commits, commit -> commit.writes().size());
  }

  private void receipts(List<Receipt> receipts) throws SQLException {
    texts(receipts, Receipt::key);
    texts(receipts, Receipt::fingerprint);
    texts(receipts, Receipt::outcome);
    array("int8", receipts, receipt -> receipt.expires().toEpochMilli());
  }

  private void claims(Group group) throws SQLException {
    List<Holder> holders =
        group.holders().entrySet().stream()
            .map(entry ->
                new Holder(entry.getKey().key(), entry.getValue().map(path -> path.value())))
            .toList();
    texts(holders.stream().filter(each -> each.path().isEmpty()).toList(), Holder::claim);
    List<Holder> held = holders.stream().filter(each -> each.path().isPresent()).toList();
    texts(held, Holder::claim);
    array("text", held, each -> each.path().orElseThrow());
  }

  private record Holder(String claim, Optional<String> path) {}

  /** Keys and whatever else may hold any character. */
  private <T> void texts(List<T> of, Function<T, String> text) throws SQLException {
    bytes(of.stream().map(text).map(Rows::bytes).map(Optional::of).toList());
  }

  private void bytes(List<Optional<byte[]>> values) throws SQLException {
    byte[][] elements = new byte[values.size()][];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = orNull(values.get(i));
    }
    parameter++;
    statement.setArray(parameter, connection.createArrayOf("bytea", elements));
  }

  private <T> void array(String type, List<T> of, Function<T, ? extends @Nullable Object> element)
      throws SQLException {
    parameter++;
    statement.setArray(
        parameter, connection.createArrayOf(type, of.stream().map(element).toArray()));
  }

  /** Where a column has none, an array has a null. */
  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }
}
