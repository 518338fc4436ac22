package dev.etagere.merge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application of one patch to one document, RFC 6902 §5. */
final class PatchRun {
  private static final String NOTHING = "there is nothing at this place";

  private static final String TOO_DEEP =
      "the document would be nested more than " + Json.MAX_DEPTH + " deep";

  private final @Nullable PatchReads reads;
  private Draft root;
  private long copied;
  private long shifted;
  private JsonPointer place = JsonPointer.ROOT;

  PatchRun(Json document) {
    root = new Draft.Untouched(document);
    reads = null;
  }

  /** An application that notes what the patch relies on. */
  PatchRun(Json document, PatchReads reads) {
    root = new Draft.Untouched(document, new Draft.Origin(null, ""));
    this.reads = reads;
  }

  JsonPatch.Result apply(List<PatchOperation> operations) {
    for (int i = 0; i < operations.size(); i++) {
      place = operations.get(i).path();
      String failure = perform(operations.get(i));
      if (failure != null) {
        return new JsonPatch.Result.Failed(i, place, failure);
      }
    }
    return new JsonPatch.Result.Applied(root.frozen());
  }

  /** Performs an operation; says why it could not. */
  private @Nullable String perform(PatchOperation operation) {
    if (operation instanceof PatchOperation.Add add) {
      return add(add.path(), add.value());
    } else if (operation instanceof PatchOperation.Remove remove) {
      return take(remove.path()) == null ? NOTHING : null;
    } else if (operation instanceof PatchOperation.Replace replace) {
      return replace(replace.path(), replace.value());
    } else if (operation instanceof PatchOperation.Move move) {
      return move(move);
    } else if (operation instanceof PatchOperation.Copy copy) {
      return copy(copy);
    } else if (operation instanceof PatchOperation.Test test) {
      return test(test);
    }
    throw new AssertionError(operation);
  }

  private @Nullable String move(PatchOperation.Move move) {
    place = move.from();
    if (move.from().equals(move.path())) {
      return find(move.from()) == null ? NOTHING : null;
    }
    Draft moved = take(move.from());
    if (moved == null) {
      return NOTHING;
    }
    place = move.path();
    // Only a move into the depth can make the document deeper.
    return move.path().segments().size() > move.from().segments().size()
        ? addCounted(move.path(), moved.frozen())
        : insert(move.path(), moved);
  }

  private @Nullable String copy(PatchOperation.Copy copy) {
    place = copy.from();
    Draft found = find(copy.from());
    if (found == null) {
      return NOTHING;
    }
    place = copy.path();
    return addCounted(copy.path(), found.frozen());
  }

  private @Nullable String addCounted(JsonPointer path, Json value) {
    copied += Extent.weight(value);
    return copied > PatchLimits.COPIED
        ? "the patch copies more than " + PatchLimits.COPIED + " characters"
        : add(path, value);
  }

  private @Nullable String test(PatchOperation.Test test) {
    Draft found = find(test.path());
    if (found == null) {
      return NOTHING;
    } else if (!found.frozen().equals(test.value())) {
      return "the value is not the one tested for";
    }
    Draft.Origin origin = found.origin();
    if (reads != null && origin != null) {
      reads.tested(origin.pointer(), test.value());
    }
    return null;
  }

  private @Nullable String replace(JsonPointer path, Json value) {
    Draft found = find(path);
    if (found == null) {
      return NOTHING;
    } else if (tooDeep(path, value)) {
      return TOO_DEEP;
    }
    noteWish(found, value);
    Draft parent = path.segments().isEmpty() ? null : parent(path);
    if (parent == null) {
      root = new Draft.Untouched(value);
    } else {
      put(parent, last(path), new Draft.Untouched(value));
    }
    return null;
  }

  private void noteWish(Draft found, Json value) {
    Draft.Origin origin = found.origin();
    if (reads != null && origin != null && found.frozen().equals(value)) {
      reads.wished(origin.pointer(), value);
    }
  }

  private @Nullable String add(JsonPointer path, Json value) {
    if (tooDeep(path, value)) {
      return TOO_DEEP;
    }
    Draft parent = path.segments().isEmpty() ? null : parent(path);
    Draft found = parent instanceof Draft.Members object ? object.child(last(path)) : null;
    if (found != null) {
      noteWish(found, value);
    }
    return insert(path, new Draft.Untouched(value));
  }

  private @Nullable String insert(JsonPointer path, Draft value) {
    if (path.segments().isEmpty()) {
      root = value;
      return null;
    }
    Draft parent = parent(path);
    if (parent instanceof Draft.Members object) {
      object.members().put(last(path), value);
      return null;
    }
    return parent instanceof Draft.Elements array
        ? insert(array.elements(), last(path), value)
        : "there is no object or array to add to";
  }

  private @Nullable String insert(List<Draft> elements, String segment, Draft value) {
    int index = segment.equals("-") ? elements.size() : JsonPointer.index(segment).orElse(-1);
    if (index < 0 || index > elements.size()) {
      return "this is no index at which the array could take an element";
    }
    shifted += elements.size() - index;
    if (shifted > PatchLimits.SHIFTED) {
      return "the patch moves more than " + PatchLimits.SHIFTED + " elements aside";
    }
    elements.add(index, value);
    return null;
  }

  /** Takes away what is at a place; null if nothing is, or if the work would be too much. */
  private @Nullable Draft take(JsonPointer path) {
    if (path.segments().isEmpty()) {
      // A document without a value is none, so the whole cannot be taken away.
      return null;
    }
    Draft parent = parent(path);
    Draft found = parent == null ? null : parent.child(last(path));
    if (found == null) {
      return null;
    }
    if (parent instanceof Draft.Elements array) {
      int index = JsonPointer.index(last(path)).orElseThrow();
      shifted += array.elements().size() - index;
      array.elements().remove(index);
    } else if (parent instanceof Draft.Members object) {
      object.members().remove(last(path));
    }
    return found;
  }

  private @Nullable Draft find(JsonPointer path) {
    Draft at = root;
    for (String segment : path.segments()) {
      at = at == null ? null : at.child(segment);
    }
    return at;
  }

  /** The container of a place, mutable from the root to there; null if there is none. */
  private @Nullable Draft parent(JsonPointer path) {
    root = root instanceof Draft.Untouched untouched ? untouched.thawed() : root;
    Draft at = root;
    for (String segment : path.segments().subList(0, path.segments().size() - 1)) {
      Draft child = at.child(segment);
      if (child == null) {
        return null;
      }
      if (child instanceof Draft.Untouched untouched) {
        child = untouched.thawed();
        put(at, segment, child);
      }
      at = child;
    }
    return at;
  }

  private static void put(Draft parent, String segment, Draft value) {
    if (parent instanceof Draft.Members object) {
      object.members().put(segment, value);
    } else if (parent instanceof Draft.Elements array) {
      array.elements().set(JsonPointer.index(segment).orElseThrow(), value);
    }
  }

  private static String last(JsonPointer path) {
    return path.segments().get(path.segments().size() - 1);
  }

  private static boolean tooDeep(JsonPointer path, Json value) {
    return path.segments().size() + Extent.depth(value) > Json.MAX_DEPTH;
  }
}
