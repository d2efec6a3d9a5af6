/** What people and programs read: outward-rounded decimals, tables, pages. */
package io.github.relucert.report;
