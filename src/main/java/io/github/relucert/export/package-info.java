/**
 * Translates certificates of linear statements for proof checkers that are not this project's. Untrusted: what it writes is checked by
 * others, and what they cannot see, that the query is the network, is why a query is written in the plainest way.
 */
package io.github.relucert.export;
