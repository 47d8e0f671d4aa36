package org.pamoja.hub.settlement.sheets;

/**
 * Counts what the texts of a spreadsheet take together: a few compressed bytes can stand for any
 * number of long ones. For one thread and one file.
 */
final class KeptTexts {
  private final int most;
  private int kept;

  /**
   * @param most characters of all texts together
   */
  KeptTexts(int most) {
    this.most = most;
  }

  /**
   * The text without blanks around it.
   *
   * @throws SheetFormatException when it is too much together with those before
   */
  String keep(String text) throws SheetFormatException {
    String stripped = text.strip();
    if (stripped.length() > most - kept) {
      throw new SheetFormatException("texts of more than " + most + " characters together");
    }
    kept += stripped.length();
    return stripped;
  }
}
