/** What is asked of a network: centre, norm, domain, unsafe set. Trusted. */
package io.github.relucert.specification;
