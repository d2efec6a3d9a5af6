/** Width, depth and initialisation (Zhu, Liu, Chrysos, Cevher, NeurIPS 2022). */
package io.github.relucert.theorem.stability;
