package dev.etagere.storage;

/**
 * A key that at most one resource of the store holds at a time: how unique values are kept unique.
 *
 * <p>A resource holds the claims of its newest version. A deletion holds none.
 *
 * @param key compared byte for byte; at most 1,024 bytes of UTF-8. Its maker gives it a meaning
 */
public record Claim(String key) {}
