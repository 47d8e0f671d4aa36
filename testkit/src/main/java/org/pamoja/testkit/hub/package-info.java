/**
 * A hub inside the test's own process, what an operator does with it, and proofs about its books.
 */
package org.pamoja.testkit.hub;
