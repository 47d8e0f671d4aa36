/** Currency codes, and amounts as text and as integers of minor units. */
package org.pamoja.fspiop.currency;
