package org.pamoja.testkit.ledger;

import java.util.List;
import java.util.Map;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/** What a test reads of a ledger, past its store. */
interface LedgerReader {
  Map<TransferKey, Transfer> transfers();

  Map<Long, Account> accounts();

  List<Posting> postings();
}
