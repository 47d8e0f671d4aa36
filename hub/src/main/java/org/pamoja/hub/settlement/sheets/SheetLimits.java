package org.pamoja.hub.settlement.sheets;

/**
 * Bounds of a file that is read. A spreadsheet is a zip archive, of which a small one can hold
 * terabytes: what counts is what it unpacks to.
 *
 * @param unpackedBytes bytes that all parts of a spreadsheet together may unpack to
 * @param parts parts that a spreadsheet may have
 * @param lines lines of the sheet
 * @param columns columns that are looked at; what stands right of them is ignored
 * @param text characters of one cell
 * @param kept characters of all texts together that are kept, a shared one counted once
 */
public record SheetLimits(
    int unpackedBytes, int parts, int lines, int columns, int text, int kept) {
  /** Ample for a file of the bank with thousands of accounts. */
  public static final SheetLimits USUAL =
      new SheetLimits(16 << 20, 200, 10_000, 16, 1_024, 4 << 20);

  /** The most texts that the cells can refer to. */
  int texts() {
    return lines * columns;
  }
}
