/**
 * Searching for near unsafe points: gradient attacks, polishing on activation cells, and the way from a point in double to an
 * exact witness and to one that can be fed to the deployed model. Untrusted: every point handed out has been checked exactly.
 */
package io.github.relucert.attack;
