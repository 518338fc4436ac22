package dev.etagere.client;

import dev.etagere.conditions.EntityTag;
import java.time.Instant;

/**
 * By what a server tells the version that was read from others, and so how far a save can be
 * protected.
 *
 * <p>
 *
 * {@snippet file="dev/etagere/client/examples/Reading.java" region="validator"}
 */
public sealed interface Validator {

  /** A strong tag: a save is performed if and only if nothing was written since. */
  record StrongTag(EntityTag tag) implements Validator {
    @Override
    public boolean protectsSaving() {
      return true;
    }

    @Override
    public String assurance() {
      return "a save replaces exactly the version that was read, or nothing";
    }
  }

  /**
   * A modification date that had passed by a second when it was read (§8.8.2.2), from a server
   * without strong tags. It protects as far as the server's clock never goes back.
   */
  record StrongDate(Instant lastModified) implements Validator {
    @Override
    public boolean protectsSaving() {
      return true;
    }

    @Override
    public String assurance() {
      return "a save is protected by the modification date, as far as the server's clock is right";
    }
  }

  /** A weak tag: the server itself does not tell versions apart for certain; no save is sent. */
  record WeakTag(EntityTag tag) implements Validator {
    @Override
    public boolean protectsSaving() {
      return false;
    }

    @Override
    public String assurance() {
      return "the server gives a weak tag, which no condition of a write matches (§13.1.1)";
    }
  }

  /** Nothing at all; no save is sent. */
  record None() implements Validator {
    @Override
    public boolean protectsSaving() {
      return false;
    }

    @Override
    public String assurance() {
      return "the server gives no validator, so a save could replace what nobody has seen";
    }
  }

  /** Whether a draft of the document can be saved under a condition. */
  boolean protectsSaving();

  /** In a clause what can and cannot be promised. */
  String assurance();
}
