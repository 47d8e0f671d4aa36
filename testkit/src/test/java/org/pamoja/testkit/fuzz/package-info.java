/**
 * Generated requests, valid to hostile, against a whole hub, and the proof that every clause's test
 * exists.
 */
package org.pamoja.testkit.fuzz;
