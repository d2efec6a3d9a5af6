/** The trusted network: affine layers as stored in the model file and ReLUs, read as exact real numbers. */
package io.github.relucert.network;
