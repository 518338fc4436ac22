package dev.etagere.storage;

/**
 * A claim and the resource that holds it.
 *
 * @param claim the claim
 * @param holder the resource
 */
public record Holding(Claim claim, ResourcePath holder) {}
