/** A closed-loop load on any HTTP API with entity tags, as {@code etagere bench} runs it. */
package dev.etagere.cli.bench;
