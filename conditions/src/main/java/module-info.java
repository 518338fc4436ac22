module dev.etagere.conditions {
  exports dev.etagere.conditions;
}
