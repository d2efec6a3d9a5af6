/** Adversarial examples by a single gradient step (Bubeck, Cherapanamjeri, Gidel, Tachet des Combes, NeurIPS 2021). */
package io.github.relucert.theorem.singlestep;
