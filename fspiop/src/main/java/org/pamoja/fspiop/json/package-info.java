/**
 * Strict reading of JSON, and writing that gives the same bytes for the same content everywhere.
 */
package org.pamoja.fspiop.json;
