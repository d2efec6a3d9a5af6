/** What every engine that answers a radius problem has in common, and how its answers are written down. */
package io.github.relucert.engine;
