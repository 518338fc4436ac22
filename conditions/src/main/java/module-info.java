/** Conditional requests of RFC 9110: preconditions are parsed, compared and decided. */
module dev.etagere.conditions {
  exports dev.etagere.conditions;
}
