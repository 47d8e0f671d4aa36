/**
 * DFSPs that speak FSPIOP with a hub and keep no books: cheap enough to load a hub from the same
 * machine, and careful enough, with a journal, to say afterwards what the hub has promised.
 */
package org.pamoja.bench.dfsp;
