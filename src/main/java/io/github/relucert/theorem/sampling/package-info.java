/** Robust generalization requires more data (Schmidt, Santurkar, Tsipras, Talwar, Madry, NeurIPS 2018). */
package io.github.relucert.theorem.sampling;
