package dev.etagere.merge;

import dev.etagere.merge.MergeOutcome.Merged;
import java.util.Optional;
import java.util.Random;

/**
 * Kinds of random documents: each has bases, and edits by a person or program that started from
 * one.
 */
enum Style {
  OBJECTS {
    @Override
    Json base(Random random) {
      return RandomDocuments.object(random);
    }

    @Override
    Json edited(Json document, Random random) {
      return RandomDocuments.editedObject(document, random);
    }
  },
  KEYED {
    @Override
    Json base(Random random) {
      return RandomDocuments.keyed(random);
    }

    @Override
    Json edited(Json document, Random random) {
      return RandomDocuments.editedKeyed(document, random);
    }
  },
  SEQUENCES {
    @Override
    Json base(Random random) {
      return RandomDocuments.row(random);
    }

    @Override
    Json edited(Json document, Random random) {
      return RandomDocuments.editedRow(document, random);
    }
  },
  TEXT {
    @Override
    Json base(Random random) {
      return RandomDocuments.text(random);
    }

    @Override
    Json edited(Json document, Random random) {
      return RandomDocuments.editedText(document, random);
    }
  },
  MIXED {
    @Override
    Json base(Random random) {
      return RandomDocuments.mixed(random);
    }

    @Override
    Json edited(Json document, Random random) {
      return RandomDocuments.editedMixed(document, random);
    }
  };

  abstract Json base(Random random);

  abstract Json edited(Json document, Random random);

  /**
   * Whether parts without an identity are merged, which some laws do not hold for without
   * exception.
   */
  boolean hasSequences() {
    return this == SEQUENCES || this == TEXT || this == MIXED;
  }

  Merged merge(Json base, Json current, Json yours) {
    return (Merged)
        (this == TEXT
            ? ThreeWayMerge.text(string(base), string(current), string(yours), MergeOptions.NONE)
            : ThreeWayMerge.json(
                Optional.of(base), Optional.of(current), Optional.of(yours), MergeOptions.NONE));
  }

  private static Optional<String> string(Json text) {
    return Optional.of(((JsonString) text).value());
  }
}
