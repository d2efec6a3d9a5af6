/**
 * The network in double arithmetic: a folded copy for evaluation, gradients and bound propagation. Nothing here is trusted; what
 * it computes is a guess or a claim until exact arithmetic has confirmed it.
 */
package io.github.relucert.kernel;
