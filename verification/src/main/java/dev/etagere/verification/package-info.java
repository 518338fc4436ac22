/** Benchmarks (JMH), and the yardstick that the server's reads are compared with. */
package dev.etagere.verification;
