/**
 * The radius problem as a mixed-integer program (Tjeng, Xiao and Tedrake, Evaluating Robustness of Neural Networks with Mixed
 * Integer Programming, 2019), solved by SCIP; the only package that knows OR-Tools.
 *
 * <p>Untrusted. What a solver says is a claim: lower ends carry a stated safety margin, upper ends are exact witnesses.
 */
package io.github.relucert.milp;
