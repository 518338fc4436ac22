package dev.etagere.server.rules;

import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.ProblemKind;
import dev.etagere.server.rules.Rulebook.Admission;
import dev.etagere.storage.Content;
import dev.etagere.storage.Store;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Decides whether content may stand where it is to be written. */
final class Admissions {
  private final Documents documents;
  private final Members members;

  Admissions(Store store, MemoryBudget memory) {
    this.documents = new Documents(store, memory);
    this.members = new Members(store, documents);
  }

  Documents documents() {
    return documents;
  }

  /** Content of a member: it conforms to the schema, and its unique values are free. */
  Admission ofMember(String prefix, Rules rules, String mediaType, Content content) {
    if (!rules.readsContent() || !ContentLimits.isJson(mediaType)) {
      return Admission.FREE;
    }
    return documents.read(
        content,
        document ->
            switch (document) {
              case Documents.Parsed.Other other ->
                  new Admission.Refused(invalid(List.of(new Fault("", other.why()))));
              case Documents.Parsed.Document(var root) -> ofMember(prefix, rules, root);
            });
  }

  private static Admission ofMember(String prefix, Rules rules, JsonNode root) {
    List<Fault> faults = rules.schema().map(schema -> schema.faults(root)).orElse(List.of());
    return faults.isEmpty()
        ? new Admission.Admitted(UniqueValues.claims(prefix, rules.unique(), root), List.of())
        : new Admission.Refused(invalid(faults));
  }

  /** A document of rules: well formed, and kept by the members that there are. */
  Admission ofRules(String prefix, List<StoredRulebook.Entry> others, Content content) {
    if (prefix.length() < 3 || !prefix.endsWith("/")) {
      return new Admission.Refused(
          Problem.of(
              ProblemKind.INVALID_CONTENT,
              "Rules are for a collection: /-/rules/notes/ holds those of /notes/."));
    }
    if (!(documents.readRules(content) instanceof Documents.Parsed.Document(var root))) {
      return new Admission.Refused(invalid(List.of(new Fault("", "rules are JSON"))));
    }
    RulesReader.Read read = RulesReader.read(root);
    return read.faults().isEmpty()
        ? members.under(new Members.Regime(prefix, read.rules(), read.keepsExisting()), others)
        : new Admission.Refused(invalid(read.faults()));
  }

  /** Rules that end: their members come under those of the next shorter prefix. */
  Admission withoutRules(String prefix, List<StoredRulebook.Entry> others) {
    List<StoredRulebook.Entry> remaining =
        others.stream().filter(entry -> !entry.prefix().equals(prefix)).toList();
    Members.Regime shorter =
        remaining.stream()
            .filter(entry -> prefix.startsWith(entry.prefix()))
            .findFirst()
            .map(entry -> new Members.Regime(entry.prefix(), entry.rules(), entry.keepsExisting()))
            .orElse(new Members.Regime("/", Rules.DEFAULT, true));
    return members.handedOver(prefix, shorter, others);
  }

  static Problem invalid(List<Fault> faults) {
    return Problem.of(
            ProblemKind.INVALID_CONTENT,
            "The content breaks a rule of its collection; errors tells where. Nothing was stored.")
        .with("errors", Fault.documents(faults));
  }
}
