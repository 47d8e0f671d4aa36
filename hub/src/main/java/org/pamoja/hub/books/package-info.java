/**
 * Whether the books add up: the trial balance, the proof of each window, the proof of everything.
 */
package org.pamoja.hub.books;
