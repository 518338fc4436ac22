package dev.etagere.server.rules;

import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.http.Refusal;
import dev.etagere.server.rules.Rulebook.Admission;
import dev.etagere.storage.Claim;
import dev.etagere.storage.Expected;
import dev.etagere.storage.Reclaim;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Holds the members that a collection has against rules that it is to get. */
final class Members {
  private static final int CHUNK = 500;
  private static final int OFFENDERS_NAMED = 5;

  /** So many get other claims in one commit: some seconds in which no other commit is made. */
  static final int MOST_CLAIMING = 250_000;

  private final Store store;
  private final Documents documents;

  Members(Store store, Documents documents) {
    this.store = store;
    this.documents = documents;
  }

  /**
   * Rules that come into force.
   *
   * @param prefix the collection that they are of
   * @param rules what they say
   * @param keepsExisting whether members that break them stay as they are, without claims
   */
  record Regime(String prefix, Rules rules, boolean keepsExisting) {}

  /** What becomes of the members when a collection gets rules of its own. */
  Admission under(Regime regime, List<StoredRulebook.Entry> others) {
    return handedOver(regime.prefix(), regime, others);
  }

  /**
   * What becomes of the members of a collection when other rules come into force for it.
   *
   * @param prefix the collection
   * @param others all rules: where they have a longer prefix, the members stay theirs
   */
  Admission handedOver(String prefix, Regime regime, List<StoredRulebook.Entry> others) {
    boolean hadClaims =
        others.stream()
            .anyMatch(
                entry -> prefix.startsWith(entry.prefix()) && !entry.rules().unique().isEmpty());
    if (!regime.rules().readsContent() && !hadClaims) {
      return Admission.FREE;
    }
    Inspection inspection = new Inspection(regime, hadClaims);
    if (!prefix.equals(regime.prefix()) && !regime.rules().unique().isEmpty()) {
      each(
          regime.prefix(),
          inspection,
          stored -> {
            ResourcePath path = stored.version().path();
            if (!path.isUnder(prefix) && isGovernedBy(regime.prefix(), path, others)) {
              inspection.note(stored);
            }
          });
    }
    each(
        prefix,
        inspection,
        stored -> {
          if (isGovernedBy(prefix, stored.version().path(), others)) {
            inspection.inspect(stored);
          }
        });
    return inspection.admission();
  }

  /** All resources under a prefix, until enough of them were found to offend. */
  private void each(String prefix, Inspection inspection, Consumer<Stored> look) {
    String from = "";
    List<Stored> found;
    do {
      found = store.list(prefix, from, CHUNK);
      found.forEach(look);
      from = found.isEmpty() ? from : found.getLast().version().path().value() + " ";
    } while (found.size() == CHUNK && inspection.offenders.size() < OFFENDERS_NAMED);
  }

  private static boolean isGovernedBy(
      String prefix, ResourcePath path, List<StoredRulebook.Entry> others) {
    return others.stream()
        .noneMatch(entry ->
            entry.prefix().length() > prefix.length()
                && entry.prefix().startsWith(prefix)
                && path.isUnder(entry.prefix()));
  }

  /** One pass over the members. */
  private final class Inspection {
    private final Regime regime;
    private final boolean hadClaims;
    private final Map<Claim, ResourcePath> holders = new HashMap<>();
    private final List<Reclaim> reclaims = new ArrayList<>();
    private final List<Map<String, Object>> offenders = new ArrayList<>();

    Inspection(Regime regime, boolean hadClaims) {
      this.regime = regime;
      this.hadClaims = hadClaims;
    }

    /** A member that was under these rules before: what it has is taken. */
    void note(Stored stored) {
      if (ContentLimits.isJson(stored.version().mediaType())) {
        documents
            .read(stored.content(), this::unique)
            .forEach(claim -> holders.putIfAbsent(claim, stored.version().path()));
      }
    }

    private Set<Claim> unique(Documents.Parsed document) {
      return document instanceof Documents.Parsed.Document(var root)
          ? UniqueValues.claims(regime.prefix(), regime.rules().unique(), root)
          : Set.of();
    }

    void inspect(Stored stored) {
      ResourcePath path = stored.version().path();
      Set<Claim> claims =
          ContentLimits.isJson(stored.version().mediaType())
              ? documents.read(stored.content(), document -> claims(path, document))
              : Set.of();
      if (hadClaims || !claims.isEmpty()) {
        reclaims.add(new Reclaim(path, new Expected.Exactly(stored.version().number()), claims));
      }
      if (reclaims.size() > MOST_CLAIMING) {
        throw new Refusal(tooMany());
      }
    }

    private static Problem tooMany() {
      return Problem.of(
          ProblemKind.INVALID_CONTENT,
          "More than %d members would get or lose unique values, and all do so in one step. Divide the collection."
              .formatted(MOST_CLAIMING));
    }

    private Set<Claim> claims(ResourcePath path, Documents.Parsed document) {
      return switch (document) {
        case Documents.Parsed.Other other -> {
          offend(path, List.of(new Fault("", other.why())));
          yield Set.of();
        }
        case Documents.Parsed.Document(var root) -> claims(path, root);
      };
    }

    private Set<Claim> claims(ResourcePath path, JsonNode root) {
      if (!regime.keepsExisting()) {
        regime
            .rules()
            .schema()
            .map(schema -> schema.faults(root))
            .filter(faults -> !faults.isEmpty())
            .ifPresent(faults -> offend(path, faults));
      }
      Set<Claim> claims = new HashSet<>();
      for (String pointer : regime.rules().unique()) {
        for (Claim claim : UniqueValues.claims(regime.prefix(), List.of(pointer), root)) {
          if (holders.putIfAbsent(claim, path) == null) {
            claims.add(claim);
          } else {
            offend(path, List.of(new Fault(pointer, "another member has this value")));
          }
        }
      }
      return claims;
    }

    private void offend(ResourcePath path, List<Fault> faults) {
      if (!regime.keepsExisting() && offenders.size() < OFFENDERS_NAMED) {
        Map<String, Object> offender = new LinkedHashMap<>();
        offender.put("path", path.value());
        offender.put("errors", Fault.documents(faults));
        offenders.add(offender);
      }
    }

    Admission admission() {
      return offenders.isEmpty()
          ? new Admission.Admitted(Set.of(), reclaims)
          : new Admission.Refused(
              Problem.of(
                      ProblemKind.INVALID_CONTENT,
                      "Members of the collection break these rules; offenders names the first."
                          + " Mend them, or send \"existing\": \"keep\" to hold only new writes to the rules.")
                  .with("offenders", offenders));
    }
  }
}
