/** Request to pay: the FSPIOP resources transactionRequests and authorizations, passed on. */
package org.pamoja.hub.requests;
