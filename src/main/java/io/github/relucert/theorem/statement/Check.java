package io.github.relucert.theorem.statement;

import java.util.function.LongFunction;

/**
 * One thing that a statement implies, or, as a control, one thing that a false variant of it would imply.
 *
 * @param name what is checked, in a few words; of a control what was made false
 * @param run makes its instances from a seed, the only source of chance, and decides them
 */
public record Check(String name, LongFunction<Finding> run) {}
