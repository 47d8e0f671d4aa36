/**
 * How requests of the settlement API are read: field by field, the first fault told, in the words
 * and with the codes of the reference's validator (errors §8), which differ from the rest of the
 * admin API.
 */
package org.pamoja.hub.settlement.request;
