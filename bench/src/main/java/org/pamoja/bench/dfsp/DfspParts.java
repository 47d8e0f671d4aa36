package org.pamoja.bench.dfsp;

import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one simulated DFSP is made of.
 *
 * @param fspId its name
 * @param settings what it shares with the others
 * @param agreements the agreements of all DFSPs
 * @param behaviour how it answers as payee
 * @param journal told about transfers
 * @param phases told how long things took
 * @param flows what a DFSP of a name has sent and received
 * @param ids makes ids; used on this DFSP's event loop only
 * @param clock time of messages
 */
record DfspParts(
    String fspId,
    DfspSettings settings,
    Agreements agreements,
    PayeeBehaviour behaviour,
    TransactionJournal journal,
    PhaseListener phases,
    Function<String, Flows> flows,
    Supplier<String> ids,
    InstantSource clock) {}
