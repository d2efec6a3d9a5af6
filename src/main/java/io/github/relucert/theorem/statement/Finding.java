package io.github.relucert.theorem.statement;

/**
 * What a check found.
 *
 * @param instance what it was run on
 * @param measured what was computed
 * @param bound what the statement demands of it
 * @param verdict whether it was met
 */
public record Finding(String instance, String measured, String bound, Verdict verdict) {}
