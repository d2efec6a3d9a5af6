/** Feature averaging (Li, Pan, Lyu, Li, ICLR 2025). */
package io.github.relucert.theorem.averaging;
