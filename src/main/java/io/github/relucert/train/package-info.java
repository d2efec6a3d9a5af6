/**
 * Training in plain Java, and writing networks as ONNX. Here the files in {@code models/} came to be.
 *
 * <p>Untrusted: a certificate speaks of the stored file, whoever trained it. Every result is a function of the data, the
 * options and the seed alone, the same to the last bit on any machine and with any number of threads.
 */
package io.github.relucert.train;
