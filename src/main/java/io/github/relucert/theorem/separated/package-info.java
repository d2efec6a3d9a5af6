/** Separated data: how large a robust network has to be (Li, Jin, Zhong, Hopcroft, Wang, NeurIPS 2022). */
package io.github.relucert.theorem.separated;
