/**
 * Rows of data to certify: CSV, IDX and NPY files, their labels, the domain, and preprocessing that lives outside the model.
 *
 * <p>Trusted. Everything that cannot be used is reported as an {@link io.github.relucert.exact.InputException} that names the
 * file, the place, the value and what to do.
 */
package io.github.relucert.data;
