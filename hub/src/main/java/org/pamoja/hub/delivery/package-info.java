/**
 * How the hub reaches participants. Two ways: {@link org.pamoja.hub.delivery.Relay} passes on what
 * moves no money, with one try; {@link org.pamoja.hub.delivery.Delivery} tells what the ledger
 * owes, durable and at least once. Both isolate participants from each other and reach the network
 * only through {@link org.pamoja.hub.delivery.Transport}.
 */
package org.pamoja.hub.delivery;
