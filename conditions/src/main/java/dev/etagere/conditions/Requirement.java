package dev.etagere.conditions;

public enum Requirement {
  NONE,
  CONDITION,
  VERSION
}
