/**
 * Assertions about a saved model for a test suite, decided exactly or by an engine, never by sampling, and jqwik arbitraries for
 * points worth looking at. {@link io.github.relucert.testing.ModelAssertions#assertThat} is where to begin; assertions throw plain
 * {@link AssertionError}s and need no test framework. {@link io.github.relucert.testing.PointArbitraries} alone needs jqwik.
 */
package io.github.relucert.testing;
