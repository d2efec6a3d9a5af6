/**
 * Certificates of robust accuracy: counts over the rows of a data file, resting on a certificate a row. Specified in section 10 of
 * {@code certificates/FORMAT.md}.
 *
 * <p>Trusted. What is stated is computed anew from the rows' certificates, the model and the data, and has to come out the same.
 */
package io.github.relucert.accuracy;
