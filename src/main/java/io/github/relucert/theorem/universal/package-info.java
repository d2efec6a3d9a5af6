/** Networks that gradient flow converges to are not robust (Vardi, Yehudai, Shamir, NeurIPS 2022). */
package io.github.relucert.theorem.universal;
