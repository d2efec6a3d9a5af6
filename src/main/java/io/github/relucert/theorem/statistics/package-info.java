/** Tests of random checks: confidence limits of proportions, and means against their expectation. */
package io.github.relucert.theorem.statistics;
