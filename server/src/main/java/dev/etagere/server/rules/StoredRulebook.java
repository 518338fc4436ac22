package dev.etagere.server.rules;

import dev.etagere.server.http.MemoryBudget;
import dev.etagere.server.http.Problem;
import dev.etagere.server.http.Router;
import dev.etagere.storage.Content;
import dev.etagere.storage.Expected;
import dev.etagere.storage.Guard;
import dev.etagere.storage.Outcome;
import dev.etagere.storage.ResourcePath;
import dev.etagere.storage.Selected;
import dev.etagere.storage.Store;
import dev.etagere.storage.Stored;
import dev.etagere.storage.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rules that are resources of the store, under {@code /-/rules/} and the path of their
 * collection.
 *
 * <p>With each of their versions goes one of the hidden resource {@code /-/rules}: its number is
 * the epoch of all rules. Every question reads the epoch with the store, and the rules only when it
 * is another; every commit guards it. So a change of rules is in force for each commit behind it,
 * on whichever server, and nothing is refused by rules that are no longer in force.
 */
public final class StoredRulebook implements Rulebook {
  /** Where rules stand; what follows is the collection's path without its first slash. */
  public static final String RULES = "/-/rules/";

  static final ResourcePath EPOCH = new ResourcePath("/-/rules");

  private static final int CHUNK = 500;

  private final Store store;
  private final Admissions admissions;
  private volatile Snapshot newest =
      new Snapshot(new Expected.NoVersion(), Optional.empty(), List.of());

  /**
   * @param memory what requests may hold together, members that are looked into among it
   */
  public StoredRulebook(Store store, MemoryBudget memory) {
    this.store = store;
    this.admissions = new Admissions(store, memory);
  }

  /**
   * Rules and the collection that they are for.
   *
   * @param prefix of the collection
   * @param stored the document
   * @param rules what it says
   * @param keepsExisting whether members that break the rules already may stay as they are
   */
  record Entry(String prefix, Stored stored, Rules rules, boolean keepsExisting) {}

  /**
   * @param epoch of the rules
   * @param fence of the change that is under way
   * @param entries the longest prefix first
   */
  private record Snapshot(Expected epoch, Optional<Fence> fence, List<Entry> entries) {}

  @Override
  public InForce at(ResourcePath path) {
    if (path.isUnder(Router.SPACE)) {
      Rules rules = path.equals(EPOCH) ? Rules.UNCONDITIONAL : Rules.DEFAULT;
      return new InForce(path.value(), rules, List.of(), Optional.empty());
    }
    Snapshot snapshot = current();
    Optional<Fence> fence = snapshot.fence().filter(held -> path.isUnder(held.prefix()));
    return snapshot.entries().stream()
        .filter(entry -> path.isUnder(entry.prefix()))
        .findFirst()
        .map(entry -> inForce(entry.prefix(), entry.rules(), snapshot, fence))
        .orElseGet(() -> inForce("/", Rules.DEFAULT, snapshot, fence));
  }

  private static InForce inForce(
      String prefix, Rules rules, Snapshot snapshot, Optional<Fence> fence) {
    return new InForce(prefix, rules, List.of(new Guard(EPOCH, snapshot.epoch())), fence);
  }

  /** All rules that are in force somewhere, the longest prefix first. */
  public List<InForce> inForce() {
    Snapshot snapshot = current();
    return snapshot.entries().stream()
        .map(entry -> inForce(entry.prefix(), entry.rules(), snapshot, Optional.empty()))
        .toList();
  }

  /** All rules, the longest prefix first. */
  List<Entry> entries() {
    return current().entries();
  }

  private Snapshot current() {
    Snapshot known = newest;
    Selected epoch = store.current(EPOCH);
    while (!known.epoch().equals(epoch.expected())) {
      known = new Snapshot(epoch.expected(), Fences.read(epoch), read());
      epoch = store.current(EPOCH); // the rules were read between two equal epochs
    }
    newest = known;
    return known;
  }

  private List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    String from = "";
    List<Stored> found;
    do {
      found = store.list(RULES, from, CHUNK);
      found.forEach(stored -> entries.add(entry(stored)));
      from = found.isEmpty() ? from : found.getLast().version().path().value() + " ";
    } while (found.size() == CHUNK);
    entries.sort(Comparator.comparingInt((Entry entry) -> -entry.prefix().length()));
    return List.copyOf(entries);
  }

  private Entry entry(Stored stored) {
    Documents.Parsed document = admissions.documents().readRules(stored.content());
    RulesReader.Read read =
        document instanceof Documents.Parsed.Document(var root)
            ? RulesReader.read(root)
            : new RulesReader.Read(Rules.DEFAULT, false, List.of());
    return new Entry(prefix(stored.version().path()), stored, read.rules(), read.keepsExisting());
  }

  private static String prefix(ResourcePath path) {
    return path.value().substring(RULES.length() - 1);
  }

  @Override
  public Optional<Problem> refusal(InForce inForce, String mediaType, long length) {
    return ContentLimits.refusal(inForce.rules().limits(), mediaType, length);
  }

  @Override
  public Admission admit(ResourcePath path, InForce inForce, String mediaType, Content content) {
    return path.isUnder(RULES)
        ? admissions.ofRules(prefix(path), entries(), content)
        : admissions.ofMember(inForce.prefix(), inForce.rules(), mediaType, content);
  }

  @Override
  public Admission admitDeletion(ResourcePath path) {
    return path.isUnder(RULES) ? admissions.withoutRules(prefix(path), entries()) : Admission.FREE;
  }

  @Override
  public Optional<String> fencedBy(ResourcePath path) {
    return path.isUnder(RULES) ? Optional.of(outermost(prefix(path))) : Optional.empty();
  }

  /** Where the rules of a collection end, those of one around it may begin. */
  private String outermost(String prefix) {
    return entries().stream()
        .map(Entry::prefix)
        .filter(prefix::startsWith)
        .min(Comparator.comparingInt(String::length))
        .orElse(prefix);
  }

  @Override
  public ResourcePath epoch() {
    return EPOCH;
  }

  @Override
  public Optional<String> field(Version wanted, Content content, Outcome.Taken taken) {
    InForce inForce = at(wanted.path());
    return admissions
        .documents()
        .read(
            content,
            document ->
                document instanceof Documents.Parsed.Document(var root)
                    ? inForce.rules().unique().stream()
                        .filter(pointer ->
                            UniqueValues.claims(inForce.prefix(), List.of(pointer), root)
                                .contains(taken.claim()))
                        .findFirst()
                    : Optional.empty());
  }
}
