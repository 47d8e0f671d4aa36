/** ILP packets, conditions and fulfilments: how payer and payee bind a transfer to its quote. */
package org.pamoja.fspiop.ilp;
