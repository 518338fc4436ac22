package dev.etagere.conditions;

public sealed interface Representation {
  record None() implements Representation {}

  record Some(Validators validators) implements Representation {}
}
